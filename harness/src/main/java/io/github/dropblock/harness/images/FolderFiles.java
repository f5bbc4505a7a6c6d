package io.github.dropblock.harness.images;

import io.github.dropblock.harness.files.AtomicFile;
import io.github.dropblock.harness.remedy.RemediableException;
import io.github.dropblock.harness.remedy.Remedy;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The files below a folder, and below what links in it lead to. */
record FolderFiles(Path folder, List<String> paths, List<String> remarks) implements PhotoFiles {
  static FolderFiles of(Path folder) throws IOException {
    List<String> files = new ArrayList<>();
    List<String> links = new ArrayList<>();
    List<String> others = new ArrayList<>();
    try (Stream<Path> tree = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      tree.filter(path -> !Files.isDirectory(path))
          .filter(path -> Files.isRegularFile(path) || !hidden(path))
          .forEach(
              path -> {
                boolean plain = Files.isRegularFile(path);
                // A link that is followed without coming to a file or folder leads nowhere.
                List<String> kind =
                    plain
                        ? files
                        : Files.isSymbolicLink(path) && !Files.exists(path) ? links : others;
                kind.add(slashed(folder.relativize(path)));
              });
    } catch (UncheckedIOException e) {
      throw unlisted(Objects.requireNonNull(e.getCause()));
    }
    List<String> remarks = new ArrayList<>();
    Layout.named("links that lead nowhere", links).ifPresent(remarks::add);
    Layout.named("neither files nor folders", others).ifPresent(remarks::add);
    return new FolderFiles(folder, List.copyOf(files), List.copyOf(remarks));
  }

  private static IOException unlisted(IOException cause) {
    if (cause instanceof FileSystemLoopException loop) {
      return new RemediableException(
          loop.getFile() + " is a link to a folder around it",
          loop,
          Remedy.REMOVE_IT,
          Remedy.POINT_AT_FOLDER_WITHOUT_IT);
    }
    return cause instanceof FileSystemException failed
        ? new RemediableException(
            "%s can't be looked into (%s)".formatted(failed.getFile(), AtomicFile.reason(failed)),
            failed,
            Remedy.CHANGE_PERMISSIONS,
            Remedy.POINT_AT_FOLDER_WITHOUT_IT)
        : cause;
  }

  /** Some editors leave locks as links to nothing. */
  private static boolean hidden(Path path) {
    return path.getFileName().toString().startsWith(".");
  }

  private static String slashed(Path path) {
    return StreamSupport.stream(path.spliterator(), false)
        .map(Path::toString)
        .collect(Collectors.joining("/"));
  }

  @Override
  public boolean packed() {
    return false;
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
