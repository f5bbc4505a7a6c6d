package io.github.dropblock.harness.rundir;

import io.github.dropblock.harness.remedy.RemediableException;
import io.github.dropblock.harness.remedy.Remedy;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a run directory, or a cell's, to one process. The system frees the lock when that ends,
 * however it ends; the empty file stays, since deleting it could let two in.
 */
public final class RunLock implements Closeable {
  private final FileChannel channel;

  private RunLock(FileChannel channel) {
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
    FileChannel channel = open(directory);
    if (lock(channel) == null) {
      channel.close();
      return Optional.empty();
    }
    return Optional.of(new RunLock(channel));
  }

  private static FileChannel open(Path directory) throws IOException {
    try {
      Files.createDirectories(directory);
      return FileChannel.open(
          directory.resolve("run.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
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

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
