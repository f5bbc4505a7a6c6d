package io.github.dropblock.harness.files;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * A folder in which somebody else may have put links: what is written through one, appended or
 * deleted, is written, appended or deleted elsewhere.
 *
 * @param root which may itself be a link, since the user named it
 */
public record PlainTree(Path root) {

  /**
   * @throws IOException naming what is neither file nor folder below the root: a link, a Windows
   *     junction, a pipe that would be waited for without end
   */
  public void require() throws IOException {
    if (Files.notExists(root)) {
      return;
    }
    Files.walkFileTree(
        root.toRealPath(),
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (!attributes.isRegularFile()) {
              throw new IOException(
                  "%s is %s, and a run directory holds files and folders alone; delete it, or put what it leads to in its place"
                      .formatted(
                          Printable.of(file.toString()),
                          attributes.isSymbolicLink() ? "a link" : "not a plain file"));
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException gone) {
            // A run that goes on beside this one moves its files; what can't be read is told by
            // who reads it.
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, IOException unlisted) {
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
