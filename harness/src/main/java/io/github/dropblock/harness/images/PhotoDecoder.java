package io.github.dropblock.harness.images;

import io.github.dropblock.harness.files.Printable;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import net.coobird.thumbnailator.Thumbnails;
import net.coobird.thumbnailator.util.exif.ExifFilterUtils;
import net.coobird.thumbnailator.util.exif.ExifUtils;
import net.coobird.thumbnailator.util.exif.Orientation;
import org.jspecify.annotations.Nullable;

/** Turns a photo's bytes into a small square. */
final class PhotoDecoder {
  /** More is not a photo but a decompression bomb. */
  private static final long MOST_PIXELS = 100_000_000;

  /** Of Windows' BITMAPINFOHEADER. */
  private static final int BMP_HEADER_SIZE_AT = 14;

  private static final int BMP_INFO_HEADER_SIZE = 40;
  private static final int BMP_COMPRESSION_AT = 30;
  private static final int BMP_JPEG = 4;
  private static final int BMP_PNG = 5;

  private PhotoDecoder() {}

  /**
   * Scales the short side to {@code side} pixels and cuts the square in the middle.
   *
   * @throws UnreadableImageException if the bytes are not an image that can be decoded
   * @throws OutOfMemoryError if there is not enough to decode them, which says nothing of the image
   */
  static Pixels decode(byte[] file, int side) throws UnreadableImageException {
    if (file.length == 0) {
      throw new UnreadableImageException("the file is empty");
    }
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
      ImageReader reader =
          PhotoReaders.of(in)
              .orElseThrow(
                  () -> new UnreadableImageException("the file is not an image of a known format"));
      requireNoOtherInside(file, reader);
      try {
        reader.setInput(in);
        return decode(reader, side);
      } finally {
        reader.dispose();
      }
    } catch (UnreadableImageException e) {
      throw e;
    } catch (IOException | RuntimeException | StackOverflowError e) {
      throwWantOfMemory(e);
      // Decoders throw every kind of exception at broken files.
      String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      throw new UnreadableImageException("it can't be decoded: " + Printable.of(reason), e);
    }
  }

  /** PNG's decoder wraps it. */
  private static void throwWantOfMemory(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof OutOfMemoryError memory) {
        throw memory;
      }
    }
  }

  private static String format(ImageReader reader) {
    try {
      return reader.getFormatName().toLowerCase(Locale.ROOT);
    } catch (IOException e) {
      return "";
    }
  }

  /**
   * A BMP may hold a JPEG or PNG in place of rows of pixels. Java's decoder reserves whatever
   * memory it claims, and makes it as large as that other image says.
   */
  private static void requireNoOtherInside(byte[] file, ImageReader reader)
      throws UnreadableImageException {
    if (format(reader).equals("bmp") && file.length >= BMP_COMPRESSION_AT + Integer.BYTES) {
      ByteBuffer header = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
      boolean tellsCompression = header.getInt(BMP_HEADER_SIZE_AT) >= BMP_INFO_HEADER_SIZE;
      int compression = header.getInt(BMP_COMPRESSION_AT);
      if (tellsCompression && (compression == BMP_JPEG || compression == BMP_PNG)) {
        throw new UnreadableImageException("it is a BMP with an image of another format in it");
      }
    }
  }

  private static Pixels decode(ImageReader reader, int side) throws IOException {
    long width = reader.getWidth(0);
    long height = reader.getHeight(0);
    if (width * height > MOST_PIXELS) {
      throw new UnreadableImageException(
          "it has %s × %s pixels; %s million are the most"
              .formatted(width, height, MOST_PIXELS / 1_000_000));
    }
    WholePicture heard = WholePicture.of(reader);
    BufferedImage whole = reader.read(0);
    heard.require(whole.getHeight(), format(reader).equals("gif"));
    BufferedImage square = rgb(centreSquare(whole));
    return planes(upright(resized(square, side), reader));
  }

  /** A square image in 8-bit RGB, scaled to {@code side} pixels. */
  static Pixels scaled(BufferedImage square, int side) throws IOException {
    return planes(resized(square, side));
  }

  private static BufferedImage resized(BufferedImage square, int side) throws IOException {
    return Thumbnails.of(square).forceSize(side, side).asBufferedImage();
  }

  private static BufferedImage centreSquare(BufferedImage image) {
    int side = Math.min(image.getWidth(), image.getHeight());
    int left = (image.getWidth() - side) / 2;
    int top = (image.getHeight() - side) / 2;
    return image.getSubimage(left, top, side, side);
  }

  /** Turned as the camera was held, if the photo tells. */
  private static BufferedImage upright(BufferedImage image, ImageReader reader) throws IOException {
    if (!reader.getFormatName().equalsIgnoreCase("jpeg")) {
      return image;
    }
    Orientation orientation = orientation(reader);
    return orientation == null || orientation == Orientation.TOP_LEFT
        ? image
        : ExifFilterUtils.getFilterForOrientation(orientation).apply(image);
  }

  /** Null where the photo doesn't tell, or in words that are damaged: the picture itself is not. */
  private static @Nullable Orientation orientation(ImageReader reader) {
    try {
      return ExifUtils.getExifOrientation(reader, 0);
    } catch (IOException | RuntimeException e) {
      return null;
    }
  }

  /** The image in 8-bit RGB, on white where it lets light through. */
  private static BufferedImage rgb(BufferedImage image) {
    BufferedImage result =
        new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = result.createGraphics();
    graphics.drawImage(
        isGrey(image.getColorModel()) ? ofGrey(image) : image, 0, 0, Color.WHITE, null);
    graphics.dispose();
    return result;
  }

  private static boolean isGrey(ColorModel model) {
    return model instanceof ComponentColorModel
        && model.getColorSpace().getType() == ColorSpace.TYPE_GRAY;
  }

  /**
   * The stored greys, whatever their number of bits. Java's own conversion takes them for linear
   * light and makes them too bright.
   */
  private static BufferedImage ofGrey(BufferedImage image) {
    BufferedImage result =
        new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_ARGB);
    Raster raster = image.getRaster();
    ColorModel model = image.getColorModel();
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        int grey = eightBits(raster.getSample(x, y, 0), model.getComponentSize(0));
        int alpha =
            model.hasAlpha()
                ? eightBits(raster.getSample(x, y, 1), model.getComponentSize(1))
                : 255;
        result.setRGB(x, y, alpha << 24 | grey << 16 | grey << 8 | grey);
      }
    }
    return result;
  }

  private static int eightBits(int sample, int bits) {
    return (int) (sample * 255L / ((1L << bits) - 1));
  }

  private static Pixels planes(BufferedImage image) {
    int side = image.getWidth();
    byte[] planes = new byte[Pixels.CHANNELS * side * side];
    for (int i = 0; i < side * side; i++) {
      int rgb = image.getRGB(i % side, i / side);
      planes[i] = (byte) (rgb >> 16);
      planes[side * side + i] = (byte) (rgb >> 8);
      planes[2 * side * side + i] = (byte) rgb;
    }
    return new Pixels(side, planes);
  }
}
