package io.github.dropblock.harness.rundir;

import io.github.dropblock.harness.files.AtomicFile;
import io.github.dropblock.harness.files.FileDigest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code SHA256SUMS}: what the files that a cell's numbers come from held when it was finished, as
 * {@code sha256sum --check} reads it. Against accidents, not against forgers.
 *
 * @param file of the checksums
 * @param files in the same folder; some may be missing
 */
record Checksums(Path file, List<Path> files) {
  /** Between digest and name. */
  private static final String GAP = "  ";

  /**
   * Writes them.
   *
   * @param last a file that will be there
   * @param digest of its content
   */
  void write(Path last, String digest) throws IOException {
    List<String> lines = new ArrayList<>();
    for (Path each : files) {
      if (each.equals(last)) {
        lines.add(digest + GAP + last.getFileName());
      } else if (Files.exists(each)) {
        lines.add(line(each));
      }
    }
    AtomicFile.write(file, String.join("\n", lines) + "\n");
  }

  /**
   * Compares; cells of earlier versions have none.
   *
   * @throws IOException naming a file that has changed, or is gone
   */
  void requireUnchanged() throws IOException {
    if (Files.notExists(file)) {
      return;
    }
    // In a charset that knows all bytes: what is damaged may be this file.
    List<String> lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
    for (Path each : files) {
      String name = GAP + each.getFileName();
      boolean same =
          Files.exists(each)
              ? lines.contains(line(each))
              : lines.stream().noneMatch(line -> line.endsWith(name));
      if (!same) {
        throw new IOException(
            "%s is not what %s says that the finished cell left; restore it, or delete the cell's folder and run again"
                .formatted(each, file.getFileName()));
      }
    }
  }

  private static String line(Path file) throws IOException {
    return FileDigest.of(file, "SHA-256") + GAP + file.getFileName();
  }
}
