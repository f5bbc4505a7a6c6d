package io.github.dropblock.harness.rundir;

import io.github.dropblock.harness.remedy.RemediableException;
import io.github.dropblock.harness.remedy.Remedy;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a run directory, or a cell's, to one process. The system frees the lock when that ends,
 * however it ends; the empty file stays, since deleting it could let two in, but where its holder
 * made the directory for nothing.
 */
public final class RunLock implements Closeable {
  private static final String FILE = "run.lock";

  private final Path directory;
  private final FileChannel channel;

  private RunLock(Path directory, FileChannel channel) {
    this.directory = directory;
    this.channel = channel;
  }

  /**
   * Takes the directory, made if need be.
   *
   * @throws IOException if it is taken, or can't be written
   */
  public static RunLock take(Path directory) throws IOException {
    return tryTake(directory)
        .orElseThrow(
            () ->
                new RemediableException(
                    directory + " is in use by another run",
                    Remedy.WAIT_FOR_ITS_END,
                    Remedy.CHOOSE_OTHER_RUN));
  }

  /**
   * Takes the directory, made if need be, unless it is taken.
   *
   * @throws IOException if it can't be written
   */
  public static Optional<RunLock> tryTake(Path directory) throws IOException {
    while (true) {
      FileChannel channel = open(directory);
      if (lock(channel) == null) {
        channel.close();
        return Optional.empty();
      }
      if (Files.exists(directory.resolve(FILE))) {
        return Optional.of(new RunLock(directory, channel));
      }
      // Given up unused since it was opened: what is locked is no longer the directory's.
      channel.close();
    }
  }

  private static FileChannel open(Path directory) throws IOException {
    try {
      Files.createDirectories(directory);
      return FileChannel.open(
          directory.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (FileSystemException e) {
      throw new RemediableException(
          "%s can't be written (%s)".formatted(directory, e.getClass().getSimpleName()),
          e,
          Remedy.CHANGE_PERMISSIONS,
          Remedy.CHOOSE_OTHER_RUN_DIRECTORY);
    }
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  /**
   * Frees the directory, and deletes it if it holds nothing but the lock: for who made it, and may
   * have come to nothing.
   */
  public void closeUnused() throws IOException {
    boolean unused;
    try (Stream<Path> files = Files.list(directory)) {
      unused = files.allMatch(file -> file.endsWith(FILE));
    }
    try {
      if (unused) {
        Files.deleteIfExists(directory.resolve(FILE));
      }
    } finally {
      close();
    }
    if (unused) {
      try {
        Files.deleteIfExists(directory);
      } catch (DirectoryNotEmptyException e) {
        // Another process has taken it meanwhile.
      }
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
