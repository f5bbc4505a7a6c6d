package io.github.dropblock.plugin.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dropblock.harness.draw.DrawnSource;
import io.github.dropblock.harness.images.ImageEntry;
import io.github.dropblock.harness.images.Pixels;
import io.github.dropblock.harness.rundir.RunRecord;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;

/** A zip laid out as Kaggle's, of drawings saved as photos. */
public final class PhotosZip {
  private static final int PHOTOS = 68;
  private static final int SIDE = 48;
  private static final String[] CLASSES = {"cat", "dog"};

  private PhotosZip() {}

  public static void prepare(File basedir) throws IOException {
    Path zip = basedir.toPath().resolve("photos.zip");
    int[] counts = new int[CLASSES.length];
    try (DrawnSource drawn = DrawnSource.catsAndDogs(PHOTOS);
        ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      for (ImageEntry entry : drawn.entries()) {
        int number = counts[entry.label()]++;
        out.putNextEntry(new ZipEntry("train/%s.%d.jpg".formatted(CLASSES[entry.label()], number)));
        ImageIO.write(image(drawn.decode(entry, SIDE)), "jpg", out);
      }
    }
  }

  public static void verify(File basedir) throws IOException {
    Scenario scenario = new Scenario(basedir);

    scenario.assertFinished("alexnet-dropout-dropblock-s1");
    scenario.assertReported();
    RunRecord.DataSummary data = scenario.run().run().orElseThrow().data();
    assertThat(data.drawn()).isFalse();
    assertThat(data.paper()).as("17,000 photos of Kaggle's").isFalse();
    assertThat(data.train() + data.validation() + data.test()).isEqualTo(PHOTOS);
    assertThat(data.source()).contains("photos.zip");
  }

  static BufferedImage image(Pixels pixels) {
    int side = pixels.side();
    int plane = side * side;
    BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < plane; i++) {
      int red = pixels.planes()[i] & 0xff;
      int green = pixels.planes()[plane + i] & 0xff;
      int blue = pixels.planes()[2 * plane + i] & 0xff;
      image.setRGB(i % side, i / side, red << 16 | green << 8 | blue);
    }
    return image;
  }
}
