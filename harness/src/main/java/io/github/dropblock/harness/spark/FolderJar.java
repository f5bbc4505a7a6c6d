package io.github.dropblock.harness.spark;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A folder of a class path as a jar, the same bytes for the same content. */
final class FolderJar {
  private FolderJar() {}

  /**
   * Writes the jar.
   *
   * @param into folder for it
   */
  static Path of(Path classes, Path into) throws IOException {
    Files.createDirectories(into);
    Path jar = Files.createTempFile(into, "classes-", ".jar");
    List<Path> files;
    try (Stream<Path> all = Files.walk(classes)) {
      files = all.filter(Files::isRegularFile).sorted().toList();
    }
    try (OutputStream out = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Path file : files) {
        ZipEntry entry = new ZipEntry(classes.relativize(file).toString().replace('\\', '/'));
        entry.setTime(0);
        zip.putNextEntry(entry);
        Files.copy(file, zip);
        zip.closeEntry();
      }
    }
    return jar;
  }
}
