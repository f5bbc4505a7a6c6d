package io.github.dropblock.harness.schedule;

import io.github.dropblock.harness.images.ImageSource;
import io.github.dropblock.harness.images.Split;
import io.github.dropblock.harness.images.SplitChoice;
import io.github.dropblock.harness.images.SplitManifest;
import io.github.dropblock.harness.progress.ProgressListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Images made ready before any training, so that a run finds them so.
 *
 * @param manifest which of them train, validate and test
 * @param split file of the manifest
 * @param given manifest that the images were held to, if any
 * @param pixels file of the decoded images
 * @param side of the decoded images, pixels
 */
public record Preparation(
    SplitManifest manifest, Path split, Optional<Path> given, Path pixels, int side) {
  /** Unreadable images that are named one by one; the manifest names all. */
  private static final int NAMED = 20;

  /**
   * Chooses, splits and decodes images.
   *
   * @param split where the manifest goes
   * @param side of the decoded images, pixels
   * @throws IOException in a line for the user
   */
  public static Preparation of(
      ImageSource source, SplitChoice choice, Path split, int side, ProgressListener listener)
      throws IOException {
    TaskImages images = TaskImages.choose(source, choice, split, side, listener);
    images.writeSplit();
    images.decode(listener);
    return new Preparation(
        SplitManifest.read(split),
        split,
        choice.file(),
        Path.of(images.reference().pixels()),
        side);
  }

  private static String title(Split part) {
    return switch (part) {
      case TRAIN -> "Train";
      case VALIDATION -> "Validate";
      case TEST -> "Test";
    };
  }

  /** For people. */
  public List<String> lines() throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("Source   " + manifest.source());
    for (Split part : Split.values()) {
      lines.add(line("%-8s %s", title(part), counts(part)));
    }
    manifest.remarks().forEach(remark -> lines.add("Files    " + remark));
    lines.add("Left out " + manifest.rejected().size());
    manifest.rejected().stream()
        .limit(NAMED)
        .forEach(one -> lines.add("         " + one.image() + ": " + one.reason()));
    if (manifest.rejected().size() > NAMED) {
      lines.add(line("         and %d more", manifest.rejected().size() - NAMED));
    }
    lines.add(line("Split    %s; SHA-256 %s", split, manifest.fingerprint()));
    given.ifPresent(
        file ->
            lines.add(
                line(
                    "Held     all %,d images to the SHA-256 in %s: they are the same",
                    manifest.rows().size(), file)));
    lines.add(
        line(
            "Pixels   %s: %d × %d of each image, %d MB",
            pixels, side, side, Math.round(Files.size(pixels) / 1e6)));
    return lines;
  }

  private String counts(Split part) {
    List<Integer> rows = manifest.indices(part);
    return line("%d images: ", rows.size())
        + IntStream.range(0, manifest.classes().size())
            .mapToObj(
                label ->
                    line(
                        "%d %s",
                        rows.stream().filter(i -> manifest.rows().get(i).label() == label).count(),
                        manifest.classes().get(label)))
            .collect(Collectors.joining(", "));
  }

  private static String line(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
