package io.github.dropblock.harness.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhotoDecoderTest {
  @Test
  void keepsTheMiddleSquareOfAWidePhoto() throws IOException {
    BufferedImage wide = image(60, 20, BufferedImage.TYPE_INT_RGB, Color.RED);
    paint(wide, 20, 0, 20, 20, new Color(10, 200, 30));

    assertAllClose(PhotoDecoder.decode(png(wide), 10), 10, 200, 30);
  }

  @Test
  void keepsTheMiddleSquareOfATallPhoto() throws IOException {
    BufferedImage tall = image(20, 60, BufferedImage.TYPE_INT_RGB, Color.RED);
    paint(tall, 0, 20, 20, 20, new Color(10, 200, 30));

    assertAllClose(PhotoDecoder.decode(png(tall), 10), 10, 200, 30);
  }

  @Test
  void enlargesASmallPhoto() throws IOException {
    BufferedImage small = image(3, 2, BufferedImage.TYPE_INT_RGB, new Color(90, 120, 200));

    assertAllClose(PhotoDecoder.decode(png(small), 37), 90, 120, 200);
  }

  @Test
  void putsRedGreenAndBlueIntoPlanesRowByRow() throws IOException {
    BufferedImage image = image(2, 2, BufferedImage.TYPE_INT_RGB, Color.BLACK);
    image.setRGB(1, 0, 0x123456);

    assertThat(PhotoDecoder.decode(png(image), 2).planes())
        .isEqualTo(new byte[] {0, 0x12, 0, 0, 0, 0x34, 0, 0, 0, 0x56, 0, 0});
  }

  @ParameterizedTest
  @ValueSource(strings = {"large.jpg", "large-progressive.jpg", "rgb.bmp", "palette.png"})
  void aPhotoThatIsCutShortIsRefused(String name) throws IOException {
    byte[] whole = fixture(name);
    for (int percent : new int[] {20, 50, 90}) {
      byte[] cut = Arrays.copyOf(whole, whole.length * percent / 100);
      assertThatThrownBy(() -> PhotoDecoder.decode(cut, 8))
          .as("%d %% of %s", percent, name)
          .isInstanceOf(UnreadableImageException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"large.jpg", "large-progressive.jpg"})
  void theReasonIsTold(String name) throws IOException {
    byte[] whole = fixture(name);
    byte[] cut = Arrays.copyOf(whole, whole.length / 2);
    assertThatThrownBy(() -> PhotoDecoder.decode(cut, 8))
        .hasMessage("it is cut short: Corrupt JPEG data: premature end of data segment");
  }

  /** Within the camera's words, a progressive photo's later scans, rows that stand alone. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "large.jpg",
        "large-progressive.jpg",
        "large-restarts.jpg",
        "large-cmyk.jpg",
        "large-exif.jpg",
        "large.gif",
        "rgb.bmp",
        "run-lengths.bmp",
        "palette.png"
      })
  void whereverItIsCut(String name) throws IOException {
    byte[] whole = fixture(name);
    PhotoDecoder.decode(whole, 8);
    for (int percent = 1; percent < 96; percent += 3) {
      byte[] cut = Arrays.copyOf(whole, whole.length * percent / 100);
      assertThatThrownBy(() -> PhotoDecoder.decode(cut, 8))
          .as("%d %% of %s", percent, name)
          .isInstanceOf(UnreadableImageException.class);
    }
  }

  /** As a download leaves a file that it made of its full length beforehand. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "large.jpg",
        "large-progressive.jpg",
        "large-restarts.jpg",
        "large.gif",
        "palette.png"
      })
  void zerosInPlaceOfTheRestAreNoPhotoEither(String name) throws IOException {
    byte[] whole = fixture(name);
    for (int percent : new int[] {30, 60, 90}) {
      byte[] filled =
          Arrays.copyOf(Arrays.copyOf(whole, whole.length * percent / 100), whole.length);
      assertThatThrownBy(() -> PhotoDecoder.decode(filled, 8))
          .as("%d %% of %s", percent, name)
          .isInstanceOf(UnreadableImageException.class);
    }
  }

  @Test
  void aGifThatEndsTooEarlyIsToldByItsRows() throws IOException {
    byte[] whole = fixture("large.gif");
    Arrays.fill(whole, whole.length * 2 / 3, whole.length * 2 / 3 + 300, (byte) 0);
    assertThatThrownBy(() -> PhotoDecoder.decode(whole, 8))
        .hasMessageMatching("it is cut short: it has \\d+ of its 120 rows");
  }

  @Test
  void bytesThatAreMerelyTooManyHarmNothing() throws IOException {
    byte[] whole = fixture("large.jpg");
    byte[] more = Arrays.copyOf(whole, whole.length + 6);
    System.arraycopy(
        new byte[] {1, 2, 3, 4, (byte) 0xff, (byte) 0xd9}, 0, more, whole.length - 2, 6);
    assertThat(PhotoDecoder.decode(more, 8).planes())
        .isEqualTo(PhotoDecoder.decode(whole, 8).planes());
  }

  private static byte[] fixture(String name) throws IOException {
    try (InputStream in = PhotoDecoderTest.class.getResourceAsStream("photos/" + name)) {
      return in.readAllBytes();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_USHORT_GRAY})
  void keepsTheStoredValueOfGrey(int type) throws IOException {
    BufferedImage grey = new BufferedImage(8, 8, type);
    int value = type == BufferedImage.TYPE_BYTE_GRAY ? 77 : 77 * 257;
    for (int i = 0; i < 64; i++) {
      grey.getRaster().setSample(i % 8, i / 8, 0, value);
    }

    assertAllClose(PhotoDecoder.decode(png(grey), 8), 77, 77, 77);
  }

  @Test
  void understandsAPalette() throws IOException {
    BufferedImage indexed = image(8, 8, BufferedImage.TYPE_BYTE_INDEXED, new Color(0, 255, 0));

    assertAllClose(PhotoDecoder.decode(png(indexed), 4), 0, 255, 0);
  }

  @Test
  void showsWhiteThroughTransparentParts() throws IOException {
    BufferedImage translucent = image(8, 8, BufferedImage.TYPE_INT_ARGB, new Color(255, 0, 0, 128));

    assertAllClose(PhotoDecoder.decode(png(translucent), 4), 255, 127, 127);
  }

  @Test
  void decodesJpeg() throws IOException {
    BufferedImage image = image(40, 40, BufferedImage.TYPE_INT_RGB, new Color(50, 100, 150));

    assertAllClose(PhotoDecoder.decode(encoded(image, "jpg"), 10), 50, 100, 150);
  }

  @Test
  void turnsAPhotoAsTheCameraWasHeld() throws IOException {
    BufferedImage image = image(32, 32, BufferedImage.TYPE_INT_RGB, Color.WHITE);
    paint(image, 0, 0, 32, 16, Color.BLACK);

    byte[] planes = PhotoDecoder.decode(withOrientation(encoded(image, "jpg"), 6), 2).planes();

    // Orientation 6: the stored top row is the right side of the scene.
    assertThat(planes[0] & 0xFF).isGreaterThan(200);
    assertThat(planes[1] & 0xFF).isLessThan(50);
    assertThat(planes[2] & 0xFF).isGreaterThan(200);
    assertThat(planes[3] & 0xFF).isLessThan(50);
  }

  @Test
  void aDamagedWordOfTheCameraCostsNoPhoto() throws IOException {
    byte[] photo =
        withOrientation(encoded(image(32, 32, BufferedImage.TYPE_INT_RGB, Color.WHITE), "jpg"), 6);
    byte[] damaged = photo.clone();
    // The type of the field, which no Exif has.
    damaged[2 + 10 + 8 + 2 + 3] = 99;
    assertThat(PhotoDecoder.decode(damaged, 2).planes())
        .isEqualTo(PhotoDecoder.decode(photo, 2).planes());
  }

  @Test
  void anEmptyFileIsUnreadable() {
    assertThatThrownBy(() -> PhotoDecoder.decode(new byte[0], 8))
        .isInstanceOf(UnreadableImageException.class)
        .hasMessage("the file is empty");
  }

  @Test
  void anythingElseIsUnreadable() {
    assertThatThrownBy(() -> PhotoDecoder.decode(new byte[] {1, 2, 3, 4}, 8))
        .isInstanceOf(UnreadableImageException.class)
        .hasMessage("the file is not an image of a known format");
  }

  @Test
  void aBrokenImageIsUnreadable() throws IOException {
    byte[] whole = png(image(80, 80, BufferedImage.TYPE_INT_RGB, Color.RED));
    byte[] broken = Arrays.copyOf(whole, whole.length / 2);

    assertThatThrownBy(() -> PhotoDecoder.decode(broken, 8))
        .isInstanceOf(UnreadableImageException.class)
        .hasMessageStartingWith("it can't be decoded: ");
  }

  @Test
  void aHugeImageIsRefusedBeforeItIsDecoded() throws IOException {
    byte[] huge = png(image(8, 8, BufferedImage.TYPE_INT_RGB, Color.RED));
    ByteBuffer.wrap(huge).putInt(16, 60_000).putInt(20, 50_000);
    fixHeaderChecksum(huge);

    assertThatThrownBy(() -> PhotoDecoder.decode(huge, 8))
        .isInstanceOf(UnreadableImageException.class)
        .hasMessage("it has 60000 × 50000 pixels; 100 million are the most");
  }

  private static void fixHeaderChecksum(byte[] png) {
    CRC32 crc = new CRC32();
    crc.update(png, 12, 17);
    ByteBuffer.wrap(png).putInt(29, (int) crc.getValue());
  }

  /** An Exif segment that holds the orientation alone, after the JPEG's first marker. */
  private static byte[] withOrientation(byte[] jpeg, int orientation) {
    byte[] exif = {
      (byte) 0xFF,
      (byte) 0xE1,
      0,
      34,
      'E',
      'x',
      'i',
      'f',
      0,
      0,
      'M',
      'M',
      0,
      42,
      0,
      0,
      0,
      8,
      0,
      1,
      0x01,
      0x12,
      0,
      3,
      0,
      0,
      0,
      1,
      0,
      (byte) orientation,
      0,
      0,
      0,
      0,
      0,
      0
    };
    return ByteBuffer.allocate(jpeg.length + exif.length)
        .put(jpeg, 0, 2)
        .put(exif)
        .put(jpeg, 2, jpeg.length - 2)
        .array();
  }

  private static BufferedImage image(int width, int height, int type, Color colour) {
    BufferedImage image = new BufferedImage(width, height, type);
    paint(image, 0, 0, width, height, colour);
    return image;
  }

  private static void paint(
      BufferedImage image, int x, int y, int width, int height, Color colour) {
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(colour);
    graphics.fillRect(x, y, width, height);
    graphics.dispose();
  }

  private static byte[] png(BufferedImage image) throws IOException {
    return encoded(image, "png");
  }

  private static byte[] encoded(BufferedImage image, String format) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    assertThat(ImageIO.write(image, format, bytes)).isTrue();
    return bytes.toByteArray();
  }

  private static void assertAllClose(Pixels pixels, int red, int green, int blue) {
    int plane = pixels.side() * pixels.side();
    int[] expected = {red, green, blue};
    for (int i = 0; i < 3 * plane; i++) {
      assertThat(pixels.planes()[i] & 0xFF).isCloseTo(expected[i / plane], within(4));
    }
  }
}
