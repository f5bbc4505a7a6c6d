package io.github.dropblock.harness.fetch;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Brings a file here. */
@FunctionalInterface
interface Fetching {
  void fetch() throws IOException, InterruptedException;

  /**
   * Fetches a file, unless it is there. Another process that fetches the same is waited for; the
   * system frees the lock of one that is killed.
   */
  static void unlessThere(Path file, Fetching fetching) throws IOException, InterruptedException {
    synchronized (Fetching.class) { // a lock on a file is the whole process's
      Files.createDirectories(file.toAbsolutePath().getParent());
      Path guard = file.resolveSibling(file.getFileName() + ".lock");
      try (FileChannel channel =
          FileChannel.open(guard, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        channel.lock(); // until the channel is closed
        if (Files.notExists(file)) {
          fetching.fetch();
        }
      }
    }
  }
}
