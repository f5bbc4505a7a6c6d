package io.github.dropblock.harness.images;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The files below a folder. */
record FolderFiles(Path folder, List<String> paths) implements PhotoFiles {
  static FolderFiles of(Path folder) throws IOException {
    try (Stream<Path> tree = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      return new FolderFiles(
          folder,
          tree.filter(Files::isRegularFile).map(file -> slashed(folder.relativize(file))).toList());
    } catch (UncheckedIOException e) {
      throw e.getCause() instanceof FileSystemLoopException loop
          ? new IOException(
              "%s is a link to a folder around it; remove it, or point -Ddropblock.data at a folder without it"
                  .formatted(loop.getFile()),
              loop)
          : e.getCause();
    }
  }

  private static String slashed(Path path) {
    return StreamSupport.stream(path.spliterator(), false)
        .map(Path::toString)
        .collect(Collectors.joining("/"));
  }

  @Override
  public String stamp(String path) throws IOException {
    Path file = folder.resolve(path);
    return Files.size(file) + " " + Files.getLastModifiedTime(file).toMillis();
  }

  @Override
  public byte[] read(String path) throws IOException {
    try (InputStream stream = Files.newInputStream(folder.resolve(path))) {
      return PhotoFiles.readLimited(stream);
    }
  }

  @Override
  public void close() {
    // Holds nothing open.
  }
}
