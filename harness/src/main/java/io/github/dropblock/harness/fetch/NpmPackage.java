package io.github.dropblock.harness.fetch;

import io.github.dropblock.harness.files.FileDigest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A package that the user's npm fetches, from wherever that is set up to fetch from.
 *
 * @param name and version, such as {@code left-pad@1.0.0}
 * @param sha256 of the archive, lower-case hexadecimal
 * @param npm the command
 */
record NpmPackage(String name, String sha256, List<String> npm) {
  private static final int LAST_LINES = 3;

  /** In the names of folders for npm to leave archives in. */
  private static final String FOLDER = ".npm-";

  NpmPackage(String name, String sha256) {
    this(name, sha256, List.of(isWindows() ? "npm.cmd" : "npm"));
  }

  private static boolean isWindows() {
    return System.getProperty("os.name").startsWith("Windows");
  }

  /**
   * Brings its archive here, unless it is. Another process that fetches the same is waited for.
   *
   * @throws IOException saying in a line what is wrong, and how to mend it
   */
  void to(Path file) throws IOException, InterruptedException {
    Fetching.unlessThere(file, () -> fetch(file));
  }

  private void fetch(Path file) throws IOException, InterruptedException {
    String prefix = file.getFileName() + FOLDER;
    Path parent = Objects.requireNonNull(file.toAbsolutePath().getParent());
    removeFolders(parent, prefix);
    // Not always the same: the npm of a killed process may still be writing to the one before.
    Path folder = Files.createTempDirectory(parent, prefix);
    try {
      Path archive = pack(folder);
      String came = FileDigest.of(archive, "SHA-256");
      if (!came.equals(sha256)) {
        throw new IOException(
            "npm brought another %s: its SHA-256 is %s, not %s; look where npm fetches from"
                .formatted(name, came, sha256));
      }
      Files.move(archive, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      delete(folder);
    }
  }

  private Path pack(Path folder) throws IOException, InterruptedException {
    Path log = folder.resolve("npm.log");
    List<String> command = Stream.concat(npm.stream(), Stream.of("pack", name)).toList();
    Process process;
    try {
      process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
    } catch (IOException e) {
      throw new IOException(
          "npm can't be started (%s); install Node.js, or fetch the data by hand and give its path"
              .formatted(e.getMessage()),
          e);
    }
    // Or npm would go on when this JVM is told to end.
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "npm's end"));
    try {
      int end = process.waitFor();
      if (end == 0) {
        return archive(folder);
      }
      // In whatever encoding npm speaks here.
      List<String> lines = Files.readAllLines(log, StandardCharsets.ISO_8859_1);
      throw new IOException(
          "npm pack %s ended with %s: %s; try that command by hand"
              .formatted(
                  name,
                  end,
                  String.join(
                      " / ", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()))));
    } finally {
      process.destroy();
    }
  }

  private Path archive(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".tgz"))
          .findFirst()
          .orElseThrow(() -> new IOException("npm pack " + name + " left no archive"));
    }
  }

  /** Those that killed processes left. */
  private static void removeFolders(Path parent, String prefix) throws IOException {
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, prefix + "*")) {
      for (Path folder : folders) {
        delete(folder);
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
