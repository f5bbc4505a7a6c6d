package io.github.dropblock.harness.bench;

import io.github.dropblock.harness.draw.DrawnSource;
import io.github.dropblock.harness.files.AtomicFile;
import io.github.dropblock.harness.images.ImageEntry;
import io.github.dropblock.harness.images.Pixels;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/**
 * JPEG files of drawn cats and dogs, about as large as Kaggle's photos, a folder for each class.
 */
final class DrawnPhotos {
  /** About as many pixels as Kaggle's photos have. */
  static final int SIDE = 400;

  /** Makes files about as large as Kaggle's: 25,000 of them are 543 MB. */
  private static final float QUALITY = 0.85f;

  private DrawnPhotos() {}

  /** Writes those that are not there yet. */
  static void write(Path folder, int images) throws IOException {
    DrawnSource source = DrawnSource.catsAndDogs(images);
    try {
      source.entries().parallelStream().forEach(image -> write(folder, source, image));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void write(Path folder, DrawnSource source, ImageEntry image) {
    Path file =
        folder
            .resolve(source.classes().get(image.label()))
            .resolve(image.id().replace('/', '-') + ".jpg");
    try {
      if (Files.notExists(file)) {
        AtomicFile.write(file, out -> encode(picture(source.decode(image, SIDE)), out));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void encode(BufferedImage picture, OutputStream out) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpg").next();
    try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
      ImageWriteParam settings = writer.getDefaultWriteParam();
      settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      settings.setCompressionQuality(QUALITY);
      writer.setOutput(stream);
      writer.write(null, new IIOImage(picture, null, null), settings);
    } finally {
      writer.dispose();
    }
  }

  private static BufferedImage picture(Pixels pixels) {
    int side = pixels.side();
    int plane = side * side;
    byte[] planes = pixels.planes();
    BufferedImage picture = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < plane; i++) {
      int rgb =
          (planes[i] & 0xFF) << 16
              | (planes[plane + i] & 0xFF) << 8
              | (planes[2 * plane + i] & 0xFF);
      picture.setRGB(i % side, i / side, rgb);
    }
    return picture;
  }
}
