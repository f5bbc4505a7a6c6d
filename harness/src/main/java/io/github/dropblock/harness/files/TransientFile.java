package io.github.dropblock.harness.files;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * A file that one process needs while it runs, in a folder that others share. What a killed one
 * leaves goes when the next makes such a file: its lock, which is the operating system's, tells
 * that nobody holds it.
 */
public final class TransientFile implements Closeable {
  /** Between making and locking one. */
  private static final Duration YOUNG = Duration.ofSeconds(2);

  /** Of this process, whose locks would be lost by trying them. */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final FileChannel channel;

  private TransientFile(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /**
   * An empty file in a folder, made if need be, without those of this name that killed processes
   * left there.
   */
  public static TransientFile in(Path folder, String name) throws IOException {
    Files.createDirectories(folder);
    removeAbandoned(folder, name);
    Path path = folder.resolve(name + "." + UUID.randomUUID()).toAbsolutePath();
    HELD.add(path);
    try {
      FileChannel channel =
          FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      tryLock(channel);
      return new TransientFile(path, channel);
    } catch (IOException e) {
      HELD.remove(path);
      throw e;
    }
  }

  public Path path() {
    return path;
  }

  /**
   * For what it is to hold; not to be closed. Another way to write it would end the lock, which
   * some systems free with any descriptor of the file.
   */
  public OutputStream content() {
    return Channels.newOutputStream(channel);
  }

  /** Deletes it. */
  @Override
  public void close() throws IOException {
    channel.close();
    HELD.remove(path);
    Files.deleteIfExists(path);
  }

  private static void removeAbandoned(Path folder, String name) {
    Pattern own =
        Pattern.compile(
            Pattern.quote(name) + "\\.\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, name + ".*")) {
      for (Path file : files) {
        if (own.matcher(file.getFileName().toString()).matches() && abandoned(file)) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException e) {
      // Another user's, or a system's that lets nobody delete an open file.
    }
  }

  private static boolean abandoned(Path file) throws IOException {
    if (HELD.contains(file.toAbsolutePath())
        || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        || Files.getLastModifiedTime(file).toInstant().isAfter(Instant.now().minus(YOUNG))) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      return tryLock(channel);
    }
  }

  /** Behind all that it can hold: some systems let nobody read what is locked. */
  private static boolean tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock(Long.MAX_VALUE - 1, 1, false) != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }
}
