package io.github.dropblock.harness.images;

import io.github.dropblock.harness.images.SplitManifest.Row;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads a split manifest that a user gave, and holds a source's images to it. */
record SplitCheck(Path file, ImageSource source) {

  /**
   * @throws IOException if an image of the manifest is missing or another one
   */
  SplitManifest manifest(ImageProgress progress) throws IOException {
    SplitManifest manifest = SplitManifest.read(file);
    if (!manifest.classes().equals(source.classes())) {
      throw mismatch(
          manifest,
          "splits the classes %s, and %s has %s"
              .formatted(
                  String.join(", ", manifest.classes()),
                  source.description(),
                  String.join(", ", source.classes())));
    }
    Map<String, ImageEntry> entries =
        source.entries().stream().collect(Collectors.toMap(ImageEntry::id, Function.identity()));
    require(
        manifest,
        manifest.rows().stream().filter(row -> !entries.containsKey(row.image())).toList(),
        "names %s, which %s lacks");
    require(
        manifest,
        manifest.rows().stream()
            .filter(row -> entries.get(row.image()).label() != row.label())
            .toList(),
        "has %s in another class than %s has");
    require(manifest, changed(manifest, progress), "was made from another %s than %s holds");
    return manifest;
  }

  private List<Row> changed(SplitManifest manifest, ImageProgress progress) throws IOException {
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

  private String hash(Row row) {
    try {
      return source.sha256(new ImageEntry(row.image(), row.label()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void require(SplitManifest manifest, List<Row> wrong, String what) throws IOException {
    if (!wrong.isEmpty()) {
      String first = wrong.get(0).image();
      String named = wrong.size() == 1 ? first : first + " and " + (wrong.size() - 1) + " more";
      throw mismatch(manifest, what.formatted(named, source.description()));
    }
  }

  private IOException mismatch(SplitManifest manifest, String what) {
    return new IOException(
        "%s %s; point -Ddropblock.data at what it was made from (%s), or leave -Ddropblock.split out"
            .formatted(file, what, manifest.source()));
  }
}
