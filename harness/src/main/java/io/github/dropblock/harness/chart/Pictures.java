package io.github.dropblock.harness.chart;

import io.github.dropblock.harness.batch.Augmenter;
import io.github.dropblock.harness.experiment.Normalization;
import io.github.dropblock.harness.experiment.Training;
import io.github.dropblock.harness.images.PixelCache;
import io.github.dropblock.harness.images.Split;
import io.github.dropblock.harness.images.SplitManifest;
import io.github.dropblock.harness.results.RunFiles;
import io.github.dropblock.harness.rundir.CellSettings;
import io.github.dropblock.harness.rundir.RunDirectory;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/**
 * Small pictures of a run's images, from the file of decoded ones that its cells name. That file
 * lies outside the run directory and may be gone: then there are no pictures, and nothing else is
 * missing.
 */
public final class Pictures {
  /** Side of a picture, pixels: as small as one can still tell a cat from a dog. */
  private static final int SIDE = 64;

  /** Images of each class on the sheet of a split. */
  private static final int SPLIT_COLUMNS = 8;

  /** Images of each class whose augmentation is shown. */
  private static final int AUGMENTED = 3;

  /** Epochs in which it is. */
  private static final int EPOCHS = 4;

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
   * A contact sheet: pictures in rows and columns.
   *
   * @param title of the sheet
   * @param picture a {@code data:} URI
   * @param width pixels
   * @param height pixels
   */
  public record Sheet(String title, String picture, int width, int height) {}

  /** Those of a run; absent if its decoded images are gone, or others now. */
  public static Optional<Pictures> of(RunFiles files) {
    return files.cells().stream()
        .flatMap(cell -> cell.settings().stream())
        .filter(settings -> decoded(settings).isPresent())
        .findFirst()
        .flatMap(settings -> open(settings, files.directory(), files.run().data().fingerprint()));
  }

  /** The file that a cell found its decoded images in; absent if it was trained elsewhere. */
  private static Optional<Path> decoded(CellSettings settings) {
    try {
      return Optional.of(Path.of(settings.data().pixels())).filter(Files::isRegularFile);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private static Optional<Pictures> open(
      CellSettings settings, RunDirectory directory, String fingerprint) {
    try {
      Path file = decoded(settings).orElseThrow();
      if (!Files.isRegularFile(directory.splitFile())) {
        return Optional.empty();
      }
      SplitManifest manifest = SplitManifest.read(directory.splitFile());
      PixelCache pixels = PixelCache.open(file);
      return pixels.fingerprint().equals(fingerprint) && pixels.count() == manifest.rows().size()
          ? Optional.of(new Pictures(manifest, pixels, settings.training()))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // damaged, or of another version: the page says that there are none
    }
  }

  /** The first images of each split, a row for each class. */
  public List<Sheet> splits() {
    return Arrays.stream(Split.values())
        .map(
            split ->
                sheet(
                    split.name().toLowerCase(Locale.ROOT) + ": " + String.join(", ", classes()),
                    classes().stream()
                        .map(
                            label -> first(split, label, SPLIT_COLUMNS).map(this::decoded).toList())
                        .toList()))
        .toList();
  }

  /** Of each class, training images as decoded and as they are in the first epochs. */
  public List<Sheet> augmented() {
    return classes().stream()
        .map(
            label ->
                sheet(
                    label + ": decoded, epochs 1 to " + EPOCHS,
                    first(Split.TRAIN, label, AUGMENTED).map(this::epochs).toList()))
        .toList();
  }

  private List<BufferedImage> epochs(int row) {
    return Stream.concat(
            Stream.of(decoded(row)),
            IntStream.rangeClosed(1, EPOCHS).mapToObj(epoch -> augmented(row, epoch)))
        .toList();
  }

  private List<String> classes() {
    return manifest.classes();
  }

  private Stream<Integer> first(Split split, String label, int images) {
    return manifest.indices(split).stream()
        .filter(row -> classes().get(manifest.rows().get(row).label()).equals(label))
        .limit(images);
  }

  private static Sheet sheet(String title, List<List<BufferedImage>> rows) {
    int columns = rows.stream().mapToInt(List::size).max().orElse(0);
    BufferedImage sheet =
        new BufferedImage(
            Math.max(1, columns) * SIDE, rows.size() * SIDE, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = sheet.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    for (int row = 0; row < rows.size(); row++) {
      for (int column = 0; column < rows.get(row).size(); column++) {
        BufferedImage picture = small(rows.get(row).get(column));
        graphics.drawImage(picture, column * SIDE, row * SIDE, SIDE, SIDE, null);
      }
    }
    graphics.dispose();
    return new Sheet(title, uri(sheet), sheet.getWidth(), sheet.getHeight());
  }

  /** A picture of an image as a {@code data:} URI; absent if the run doesn't have it. */
  public Optional<String> of(String image) {
    return Optional.ofNullable(positions.get(image)).map(row -> uri(small(decoded(row))));
  }

  private BufferedImage decoded(int row) {
    int side = pixels.side();
    byte[] planes = new byte[3 * side * side];
    pixels.read(row, planes);
    int[] values = new int[planes.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = planes[i] & 0xff;
    }
    return image(values, side);
  }

  private BufferedImage augmented(int row, int epoch) {
    int side = training.imageSize();
    float[] normalised = new float[3 * side * side];
    new Augmenter(pixels, side, training.augmentation(), 1).random(row, epoch, normalised, 0);
    int[] values = new int[normalised.length];
    for (int i = 0; i < values.length; i++) {
      double value = Normalization.CENTRED.value(i / (side * side), normalised[i]);
      values[i] = (int) Math.max(0, Math.min(255, Math.round(value)));
    }
    return image(values, side);
  }

  /** From CHW values of 0 to 255. */
  private static BufferedImage image(int[] values, int side) {
    BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    int plane = side * side;
    for (int i = 0; i < plane; i++) {
      image.setRGB(
          i % side, i / side, values[i] << 16 | values[i + plane] << 8 | values[i + 2 * plane]);
    }
    return image;
  }

  private static String uri(BufferedImage image) {
    try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
      ImageIO.write(image, "jpeg", out);
      return "data:image/jpeg;base64," + Base64.getEncoder().encodeToString(out.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static BufferedImage small(BufferedImage image) {
    return image.getWidth() > SIDE ? scaled(image) : image;
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
