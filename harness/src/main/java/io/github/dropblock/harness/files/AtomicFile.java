package io.github.dropblock.harness.files;

import io.github.dropblock.harness.remedy.Reason;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes a file so that, whenever the process is killed, either the whole new content or the old
 * stands there: to a neighbour first, forced to disk, then moved into place.
 */
public final class AtomicFile {
  private static final String PART = ".part";

  /** A name as {@link #part} gives it: others leave their half-written files as .part too. */
  private static final Pattern OWN =
      Pattern.compile("(.+)\\.\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12}\\" + PART);

  /** Who still writes a file touches it more often than that, even over a slow network. */
  private static final Duration ABANDONED = Duration.ofMinutes(10);

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
          } catch (IOException e) {
            throw new UnwritableFileException(file, e);
          }
        });
  }

  /**
   * Why a file was not written, without the name of a neighbouring one, which means nothing to a
   * user.
   */
  public static String reason(IOException cause) {
    if (cause instanceof AccessDeniedException) {
      return "no permission";
    }
    String known = cause instanceof FileSystemException failed ? failed.getReason() : null;
    return known == null ? Reason.of(cause) : known;
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
    Path part = part(file);
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

  /**
   * A neighbour for somebody else to write, which {@link #move} then puts in a file's place.
   *
   * <p>Random, since process ids repeat among the containers and machines that share a cache.
   */
  public static Path part(Path file) {
    return file.resolveSibling(file.getFileName() + "." + UUID.randomUUID() + PART);
  }

  /**
   * Deletes what killed processes of this project left half-written in a folder that no other
   * writes to, for else it would fill the disk kill by kill.
   */
  public static void removeParts(Path folder) throws IOException {
    removeParts(folder, (name, part) -> true);
  }

  /**
   * The same in a folder that other processes, and other programs, may be writing to.
   *
   * @param names of the files that this project writes there
   */
  public static void removeAbandonedParts(Path folder, Pattern names) throws IOException {
    Instant limit = Instant.now().minus(ABANDONED);
    removeParts(
        folder,
        (name, part) ->
            names.matcher(name).matches()
                && Files.getLastModifiedTime(part).toInstant().isBefore(limit));
  }

  private interface Choice {
    boolean holds(String name, Path part) throws IOException;
  }

  private static void removeParts(Path folder, Choice choice) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (DirectoryStream<Path> parts = Files.newDirectoryStream(folder, "*" + PART)) {
      for (Path part : parts) {
        Matcher own = OWN.matcher(part.getFileName().toString());
        if (own.matches()
            && Files.isRegularFile(part, LinkOption.NOFOLLOW_LINKS)
            && choice.holds(own.group(1), part)) {
          Files.deleteIfExists(part);
        }
      }
    } catch (NoSuchFileException e) {
      // Its writer has just moved it into place.
    }
  }

  /** Puts a whole neighbour in a file's place. */
  public static void move(Path part, Path file) throws IOException {
    try {
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
