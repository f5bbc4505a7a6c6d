package io.github.dropblock.harness.archive;

import io.github.dropblock.harness.files.AtomicFile;
import io.github.dropblock.harness.rundir.CellDirectory;
import io.github.dropblock.harness.rundir.CellSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The files of a cell that an archive holds. Its log is not among them: it is full of paths. Nor is
 * what was made of a photo.
 *
 * @param folder in the archive
 * @param drawn whether the images are drawings, whose feature maps anybody may have
 * @param checkpoint whether the weights travel too
 */
record TravellingCell(CellDirectory files, String folder, boolean drawn, boolean checkpoint) {

  Map<String, AtomicFile.Content> entries() throws IOException {
    CellSettings settings =
        files
            .settings()
            .orElseThrow(
                () ->
                    new IOException(
                        files.settingsFile()
                            + " is missing, so nobody can tell what the cell was trained by; delete its folder and run again"));
    Map<String, AtomicFile.Content> entries = new TreeMap<>();
    put(entries, files.settingsFile(), text(WithoutPaths.of(settings)));
    for (Path file : List.of(files.metricsFile(), files.predictionsFile(), files.resultFile())) {
      putIfThere(entries, file);
    }
    if (drawn) {
      putIfThere(entries, files.featureMapsFile());
    }
    if (checkpoint) {
      putIfThere(entries, files.checkpointFile());
    }
    if (Files.exists(files.checksumsFile())) {
      put(entries, files.checksumsFile(), text(checksums()));
    }
    return entries;
  }

  /** Those of files that stay behind would be missed. */
  private String checksums() throws IOException {
    String maps = " " + files.featureMapsFile().getFileName();
    return Files.readAllLines(files.checksumsFile(), StandardCharsets.ISO_8859_1).stream()
        .filter(line -> drawn || !line.endsWith(maps))
        .map(line -> line + "\n")
        .collect(Collectors.joining());
  }

  private void putIfThere(Map<String, AtomicFile.Content> entries, Path file) {
    if (Files.exists(file)) {
      put(entries, file, out -> Files.copy(file, out));
    }
  }

  private void put(Map<String, AtomicFile.Content> entries, Path file, AtomicFile.Content content) {
    entries.put(folder + "/" + file.getFileName(), content);
  }

  static AtomicFile.Content text(String text) {
    return out -> out.write(text.getBytes(StandardCharsets.UTF_8));
  }
}
