package io.github.dropblock.harness.files;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Writes a file so that, whenever the process is killed, either the whole new content or the old
 * stands there: to a neighbour first, forced to disk, then moved into place.
 */
public final class AtomicFile {
  private AtomicFile() {}

  /** Writes content to a stream. */
  @FunctionalInterface
  public interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /** Replaces {@code file}, making its folder if need be. */
  public static void write(Path file, Content content) throws IOException {
    writeInPlace(
        file,
        part -> {
          try (OutputStream out = Files.newOutputStream(part)) {
            content.writeTo(out);
          }
        });
  }

  /** Replaces {@code file} by text in UTF-8. */
  public static void write(Path file, String text) throws IOException {
    write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Writes a file at the path it is given. */
  @FunctionalInterface
  public interface Writer {
    void writeTo(Path part) throws IOException;
  }

  /**
   * Replaces {@code file} by what {@code writer} leaves at the neighbouring path that it is given.
   */
  public static void writeInPlace(Path file, Writer writer) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    Path part = folder.resolve(file.getFileName() + "." + ProcessHandle.current().pid() + ".part");
    try {
      writer.writeTo(part);
      try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      move(part, file);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static void move(Path part, Path file) throws IOException {
    try {
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
