package io.github.dropblock.harness.images;

import com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.spi.ServiceRegistry;
import javax.imageio.stream.ImageInputStream;

/**
 * The readers of photos: TwelveMonkeys' of JPEG, and the JDK's own of the others. Not those that
 * ImageIO would choose: its registry is the whole JVM's, where other plug-ins stand, and where one
 * of ours would outlive its class loader, as in an IDE or a daemon that runs one build after
 * another.
 */
final class PhotoReaders {
  /**
   * What photos come in. Of the other formats that Java knows, WBMP takes almost any file of zeros
   * for an image, and TIFF is a container of much more. TwelveMonkeys 3.14.0 has a reader of WebP;
   * it showed (30, 200, 60) as (0, 50, 0).
   */
  private static final Set<String> FORMATS = Set.of("png", "gif", "bmp");

  private static final String JDKS_JPEG = "com.sun.imageio.plugins.jpeg.JPEGImageReaderSpi";

  private static final List<ImageReaderSpi> READERS = readers();

  private PhotoReaders() {}

  /** A new reader of what the stream holds, if that is a photo. */
  static Optional<ImageReader> of(ImageInputStream in) throws IOException {
    for (ImageReaderSpi each : READERS) {
      if (fits(each, in)) {
        return Optional.of(each.createReaderInstance());
      }
    }
    return Optional.empty();
  }

  /** A stream may be shorter than what its beginning is held to. */
  private static boolean fits(ImageReaderSpi reader, ImageInputStream in) throws IOException {
    in.mark();
    try {
      return reader.canDecodeInput(in);
    } catch (IOException e) {
      return false;
    } finally {
      in.reset();
    }
  }

  private static List<ImageReaderSpi> readers() {
    List<ImageReaderSpi> readers = new ArrayList<>(List.of(jpeg()));
    IIORegistry.getDefaultInstance()
        .getServiceProviders(ImageReaderSpi.class, PhotoReaders::jdksOfPhotos, true)
        .forEachRemaining(readers::add);
    return List.copyOf(readers);
  }

  private static boolean jdksOfPhotos(Object provider) {
    return provider.getClass().getModule().equals(ImageReaderSpi.class.getModule())
        && Arrays.stream(((ImageReaderSpi) provider).getFormatNames())
            .map(name -> name.toLowerCase(Locale.ROOT))
            .anyMatch(FORMATS::contains);
  }

  /** It hands the work on to the JDK's, which it looks for where it is registered. */
  private static ImageReaderSpi jpeg() {
    ServiceRegistry own = new ServiceRegistry(List.<Class<?>>of(ImageReaderSpi.class).iterator());
    IIORegistry.getDefaultInstance()
        .getServiceProviders(
            ImageReaderSpi.class, spi -> spi.getClass().getName().equals(JDKS_JPEG), false)
        .forEachRemaining(own::registerServiceProvider);
    ImageReaderSpi jpeg = new JPEGImageReaderSpi();
    own.registerServiceProvider(jpeg);
    return jpeg;
  }
}
