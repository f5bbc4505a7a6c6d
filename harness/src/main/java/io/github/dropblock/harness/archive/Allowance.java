package io.github.dropblock.harness.archive;

import io.github.dropblock.harness.files.Printable;
import io.github.dropblock.harness.remedy.RemediableException;
import io.github.dropblock.harness.remedy.Remedy;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.ZipException;

/**
 * How much the files of an archive may hold, each and in all, whatever they claim: a small archive
 * could else fill memory and disk.
 */
final class Allowance {
  /** A split of 100,000 images takes about 10 MiB. */
  private static final long MOST_OF_A_TEXT = 64L << 20;

  private static final long MOST_OF_TEXTS = 1L << 30;

  private final Path archive;
  private long texts = MOST_OF_TEXTS;

  /** Weights are packed as they are, so they are smaller than the archive. */
  private long checkpoints;

  Allowance(Path archive) throws IOException {
    this.archive = archive;
    this.checkpoints = Files.size(archive);
  }

  /**
   * Takes what a file says that it holds.
   *
   * @param bytes below 0 where it doesn't say
   */
  void claim(String name, long bytes) throws IOException {
    if (bytes > most(name)) {
      throw tooLarge(name);
    }
    take(name, Math.max(0, bytes));
  }

  /** Writes a file of the archive to one that isn't there yet. */
  void unpack(InputStream in, String name, Path to) throws IOException {
    try (FileChannel channel =
        FileChannel.open(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      copy(in, name, Channels.newOutputStream(channel));
      channel.force(true);
    }
  }

  /** Copies a file of the archive, and takes what it holds. */
  void copy(InputStream in, String name, OutputStream out) throws IOException {
    long most = most(name);
    long copied = 0;
    byte[] buffer = new byte[1 << 16];
    for (int count = read(in, name, buffer); count >= 0; count = read(in, name, buffer)) {
      copied += count;
      if (copied > most) {
        throw tooLarge(name);
      }
      write(out, name, buffer, count);
    }
    take(name, copied);
  }

  private long most(String name) {
    return EntryNames.checkpoint(name) ? checkpoints : Math.min(MOST_OF_A_TEXT, texts);
  }

  private void take(String name, long bytes) {
    if (EntryNames.checkpoint(name)) {
      checkpoints -= bytes;
    } else {
      texts -= bytes;
    }
  }

  private int read(InputStream in, String name, byte[] buffer) throws IOException {
    try {
      return in.read(buffer);
    } catch (ZipException | EOFException e) {
      throw new IOException(
          "%s is damaged (%s: %s); export the run again, or fetch the file again"
              .formatted(archive, name, Printable.of(String.valueOf(e.getMessage()))),
          e);
    }
  }

  private static void write(OutputStream out, String name, byte[] buffer, int count)
      throws IOException {
    try {
      out.write(buffer, 0, count);
    } catch (IOException e) {
      throw new RemediableException(
          "%s of the archive could not be written (%s)".formatted(name, e.getMessage()),
          e,
          Remedy.FREE_DISK_SPACE,
          Remedy.CHOOSE_OTHER_RUN_DIRECTORY);
    }
  }

  private IOException tooLarge(String name) {
    return new IOException(
        "%s holds %s, which grows larger than a run's files do; nothing of it was imported"
            .formatted(archive, name));
  }
}
