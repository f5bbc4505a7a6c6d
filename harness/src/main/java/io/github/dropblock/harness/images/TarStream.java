package io.github.dropblock.harness.images;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.ZipException;

/**
 * The regular files of a tar archive (POSIX.1-1988, ustar), one after the other. Our own, because
 * Commons Compress needs a newer Commons Lang than the one that Maven's own libraries put before it
 * on a plugin's class path. Names of more than 100 bytes are cut, which CIFAR-10 has none of.
 */
final class TarStream implements Closeable {
  private static final int BLOCK = 512;
  private static final int NAME_LENGTH = 100;
  private static final int SIZE_AT = 124;
  private static final int NUMBER_LENGTH = 12;
  private static final int CHECKSUM_AT = 148;
  private static final int CHECKSUM_LENGTH = 8;
  private static final int TYPE_AT = 156;

  private final InputStream in;

  /** What is left of the file in hand, and of the block that it ends in. */
  private long left;

  private int padding;

  /** A file's name, with slashes, and its length in bytes. */
  record Entry(String name, long length) {}

  TarStream(InputStream in) {
    this.in = in;
  }

  /** The next regular file; empty at the end. */
  Optional<Entry> next() throws IOException {
    while (true) {
      in.skipNBytes(left + padding);
      left = 0;
      padding = 0;
      byte[] header = in.readNBytes(BLOCK);
      if (header.length == 0 || header[0] == 0) {
        return Optional.empty();
      }
      if (header.length < BLOCK) {
        throw new EOFException("the archive ends too early");
      }
      if (checksum(header) != number(header, CHECKSUM_AT, CHECKSUM_LENGTH)) {
        throw new ZipException("it is not a tar archive, or it is damaged");
      }
      left = number(header, SIZE_AT, NUMBER_LENGTH); // at most 36 bits
      padding = (int) (-left & BLOCK - 1);
      char type = (char) header[TYPE_AT];
      if (type == '0' || type == 0) {
        return Optional.of(new Entry(text(header, 0, NAME_LENGTH), left));
      }
    }
  }

  /** Content of the file in hand, whole. */
  byte[] content() throws IOException {
    byte[] content = in.readNBytes(Math.toIntExact(left));
    if (content.length < left) {
      throw new EOFException("the archive ends too early");
    }
    left = 0;
    return content;
  }

  /** Sum of the header's bytes, its own field taken for blanks. */
  private static long checksum(byte[] header) {
    long sum = 0;
    for (int i = 0; i < BLOCK; i++) {
      boolean own = i >= CHECKSUM_AT && i < CHECKSUM_AT + CHECKSUM_LENGTH;
      sum += own ? ' ' : header[i] & 0xFF;
    }
    return sum;
  }

  private static long number(byte[] header, int at, int length) throws IOException {
    String octal = text(header, at, length).strip();
    try {
      return octal.isEmpty() ? 0 : Long.parseUnsignedLong(octal, 8);
    } catch (NumberFormatException e) {
      throw new ZipException("it is not a tar archive, or it is damaged");
    }
  }

  private static String text(byte[] header, int at, int length) {
    int end = at;
    while (end < at + length && header[end] != 0) {
      end++;
    }
    return new String(header, at, end - at, StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
