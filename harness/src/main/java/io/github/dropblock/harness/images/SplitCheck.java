package io.github.dropblock.harness.images;

import io.github.dropblock.harness.images.SplitManifest.SplitImage;
import io.github.dropblock.harness.remedy.RemediableException;
import io.github.dropblock.harness.remedy.Remedy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads a split manifest that a user gave, and holds a source's images to it. */
record SplitCheck(Path file, ImageSource source) {
  /** Images that are named one by one. */
  private static final int NAMED = 3;

  /**
   * @throws IOException if an image of the manifest is missing or another one, or none could train
   *     or test by it
   */
  SplitManifest manifest(ImageProgress progress) throws IOException {
    SplitManifest manifest = given();
    if (!manifest.classes().equals(source.classes())) {
      throw mismatch(
          manifest,
          "splits the classes %s, and %s has %s"
              .formatted(
                  String.join(", ", manifest.classes()),
                  source.description(),
                  String.join(", ", source.classes())));
    }
    Optional<String> fault = manifest.fault();
    if (fault.isPresent()) {
      throw new RemediableException(
          "%s (made from %s) %s".formatted(file, manifest.source(), fault.get()),
          Remedy.LEAVE_SPLIT_OUT);
    }
    Map<String, ImageEntry> entries =
        source.entries().stream().collect(Collectors.toMap(ImageEntry::id, Function.identity()));
    List<SplitImage> missing =
        manifest.rows().stream().filter(row -> !entries.containsKey(row.image())).toList();
    if (missing.size() == manifest.rows().size() && !missing.isEmpty()) {
      throw mismatch(
          manifest,
          "names images as %s, and %s has %s, so it may be the same photos in another folder"
              .formatted(
                  missing.get(0).image(), source.description(), source.entries().get(0).id()));
    }
    require(manifest, missing, "are not in %s");
    require(
        manifest,
        manifest.rows().stream()
            .filter(row -> Objects.requireNonNull(entries.get(row.image())).label() != row.label())
            .toList(),
        "are of another class in %s");
    require(
        manifest,
        changed(manifest, progress),
        "have another SHA-256 in %s: another download, or photos that somebody changed");
    return manifest;
  }

  /** What helps with a run's own split would delete a file of the user's. */
  private SplitManifest given() throws IOException {
    try {
      return SplitManifest.read(file);
    } catch (IOException e) {
      throw RemediableException.advised(e, Remedy.GIVE_OTHER_SPLIT, Remedy.LEAVE_SPLIT_OUT);
    }
  }

  private List<SplitImage> changed(SplitManifest manifest, ImageProgress progress)
      throws IOException {
    ProgressTally tally = new ProgressTally(progress, manifest.rows().size());
    try {
      return manifest.rows().parallelStream()
          .filter(
              row -> {
                tally.one();
                return !hash(row).equals(row.sha256());
              })
          .toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private String hash(SplitImage row) {
    try {
      return source.sha256(new ImageEntry(row.image(), row.label()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void require(SplitManifest manifest, List<SplitImage> wrong, String what)
      throws IOException {
    if (!wrong.isEmpty()) {
      throw mismatch(
          manifest,
          "does not fit: %s of its %s images %s (%s%s)"
              .formatted(
                  count(wrong.size()),
                  count(manifest.rows().size()),
                  String.format(Locale.ROOT, what, source.description()),
                  wrong.stream()
                      .limit(NAMED)
                      .map(SplitImage::image)
                      .collect(Collectors.joining(", ")),
                  wrong.size() > NAMED ? " and " + count(wrong.size() - NAMED) + " more" : ""));
    }
  }

  private static String count(int images) {
    return String.format(Locale.ROOT, "%,d", images);
  }

  private IOException mismatch(SplitManifest manifest, String what) {
    return new RemediableException(
        "%s (made from %s) %s".formatted(file, manifest.source(), what),
        Remedy.POINT_AT_DATA_OF_SPLIT,
        Remedy.LEAVE_SPLIT_OUT);
  }
}
