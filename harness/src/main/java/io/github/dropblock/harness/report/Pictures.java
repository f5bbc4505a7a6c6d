package io.github.dropblock.harness.report;

import io.github.dropblock.harness.data.Augmenter;
import io.github.dropblock.harness.data.PixelCache;
import io.github.dropblock.harness.data.Split;
import io.github.dropblock.harness.data.SplitManifest;
import io.github.dropblock.harness.experiment.Normalization;
import io.github.dropblock.harness.experiment.Training;
import io.github.dropblock.harness.run.CellSettings;
import io.github.dropblock.harness.run.RunDirectory;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/**
 * Small pictures of a run's images, from the file of decoded ones that its cells name. That file
 * lies outside the run directory and may be gone: then there are no pictures, and nothing else is
 * missing.
 */
final class Pictures {
  /** Side of a picture, pixels: as small as one can still tell a cat from a dog. */
  private static final int SIDE = 64;

  private static final int PER_CLASS = 3;

  private final SplitManifest manifest;
  private final PixelCache pixels;
  private final Training training;
  private final Map<String, Integer> positions = new HashMap<>();

  private Pictures(SplitManifest manifest, PixelCache pixels, Training training) {
    this.manifest = manifest;
    this.pixels = pixels;
    this.training = training;
    for (int i = 0; i < manifest.rows().size(); i++) {
      positions.put(manifest.rows().get(i).image(), i);
    }
  }

  /**
   * An image on its way into a network.
   *
   * @param decoded as a {@code data:} URI
   * @param augmented the same after a random rotation and crop, as in its first epoch
   */
  record Sample(String image, String label, String decoded, String augmented) {}

  /** Those of a run; absent if its decoded images are gone, or others now. */
  static Optional<Pictures> of(RunFiles files, RunDirectory directory) {
    return files.cells().stream()
        .flatMap(cell -> cell.settings().stream())
        .findFirst()
        .flatMap(settings -> open(settings, directory, files.run().data().fingerprint()));
  }

  private static Optional<Pictures> open(
      CellSettings settings, RunDirectory directory, String fingerprint) {
    try {
      Path file = Path.of(settings.data().pixels());
      if (!Files.isRegularFile(file) || !Files.isRegularFile(directory.splitFile())) {
        return Optional.empty();
      }
      SplitManifest manifest = SplitManifest.read(directory.splitFile());
      PixelCache pixels = PixelCache.open(file);
      return pixels.fingerprint().equals(fingerprint) && pixels.count() == manifest.rows().size()
          ? Optional.of(new Pictures(manifest, pixels, settings.training()))
          : Optional.empty();
    } catch (IOException | InvalidPathException e) {
      return Optional.empty(); // damaged, or of another version: the page says that there are none
    }
  }

  /** The first training images of each class. */
  List<Sample> samples() {
    return IntStream.range(0, manifest.classes().size())
        .boxed()
        .flatMap(
            label ->
                manifest.indices(Split.TRAIN).stream()
                    .filter(row -> manifest.rows().get(row).label() == label)
                    .limit(PER_CLASS))
        .map(this::sample)
        .toList();
  }

  /** A picture of an image as a {@code data:} URI; absent if the run doesn't have it. */
  Optional<String> of(String image) {
    return Optional.ofNullable(positions.get(image)).map(this::decoded);
  }

  private Sample sample(int row) {
    SplitManifest.Row image = manifest.rows().get(row);
    return new Sample(
        image.image(), manifest.classes().get(image.label()), decoded(row), augmented(row));
  }

  private String decoded(int row) {
    int side = pixels.side();
    byte[] planes = new byte[3 * side * side];
    pixels.read(row, planes);
    int[] values = new int[planes.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = planes[i] & 0xff;
    }
    return uri(values, side);
  }

  private String augmented(int row) {
    int side = training.imageSize();
    float[] normalised = new float[3 * side * side];
    new Augmenter(pixels, side, training.augmentation(), 1).random(row, 1, normalised, 0);
    int[] values = new int[normalised.length];
    for (int i = 0; i < values.length; i++) {
      double value = Normalization.CENTRED.value(i / (side * side), normalised[i]);
      values[i] = (int) Math.max(0, Math.min(255, Math.round(value)));
    }
    return uri(values, side);
  }

  /** CHW values of 0 to 255 as a small JPEG. */
  private static String uri(int[] values, int side) {
    BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    int plane = side * side;
    for (int i = 0; i < plane; i++) {
      image.setRGB(
          i % side, i / side, values[i] << 16 | values[i + plane] << 8 | values[i + 2 * plane]);
    }
    try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
      ImageIO.write(side > SIDE ? scaled(image) : image, "jpeg", out);
      return "data:image/jpeg;base64," + Base64.getEncoder().encodeToString(out.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static BufferedImage scaled(BufferedImage image) {
    BufferedImage small = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = small.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    graphics.drawImage(
        image.getScaledInstance(SIDE, SIDE, java.awt.Image.SCALE_AREA_AVERAGING), 0, 0, null);
    graphics.dispose();
    return small;
  }
}
