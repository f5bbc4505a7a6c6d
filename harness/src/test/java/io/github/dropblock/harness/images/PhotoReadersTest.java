package io.github.dropblock.harness.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhotoReadersTest {
  /** What an earlier build left in the JVM: it takes every image, and its classes are gone. */
  private static final class Stale extends ImageReaderSpi {
    Stale(String format) {
      super(
          "an earlier build's",
          "1",
          new String[] {format},
          new String[] {format},
          new String[] {"image/" + format},
          "Gone",
          new Class<?>[] {ImageInputStream.class},
          null,
          false,
          null,
          null,
          null,
          null,
          false,
          null,
          null,
          null,
          null);
    }

    @Override
    public boolean canDecodeInput(Object source) {
      return true;
    }

    @Override
    public ImageReader createReaderInstance(Object extension) {
      throw new NoClassDefFoundError("gone/Gone");
    }

    @Override
    public String getDescription(Locale locale) {
      return "gone";
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpeg", "png"})
  void whatAnotherBuildLeftInTheJvmDecodesNothing(String format) throws IOException {
    byte[] photo = photo(format);
    Pixels before = PhotoDecoder.decode(photo, 8);
    IIORegistry registry = IIORegistry.getDefaultInstance();
    ImageReaderSpi stale = new Stale(format);
    registry.registerServiceProvider(stale);
    Iterator<ImageReaderSpi> others =
        registry.getServiceProviders(ImageReaderSpi.class, spi -> spi != stale, false);
    others.forEachRemaining(other -> registry.setOrdering(ImageReaderSpi.class, stale, other));
    try {
      assertThat(PhotoDecoder.decode(photo, 8).planes()).isEqualTo(before.planes());
    } finally {
      registry.deregisterServiceProvider(stale);
    }
  }

  private static byte[] photo(String format) throws IOException {
    BufferedImage image = new BufferedImage(9, 9, BufferedImage.TYPE_INT_RGB);
    image.setRGB(4, 4, 0x20c0f0);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    assertThat(List.of(ImageIO.getWriterFormatNames())).contains(format);
    ImageIO.write(image, format, bytes);
    return bytes.toByteArray();
  }
}
