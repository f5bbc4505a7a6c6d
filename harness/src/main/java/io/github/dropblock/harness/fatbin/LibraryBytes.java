package io.github.dropblock.harness.fatbin;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A library's bytes, little-endian. Nothing is read beyond their end. */
final class LibraryBytes implements Closeable {
  private final Path file;
  private final FileChannel channel;
  private final ByteBuffer bytes;

  private LibraryBytes(Path file, FileChannel channel) throws IOException {
    this.file = file;
    this.channel = channel;
    if (channel.size() > Integer.MAX_VALUE) {
      throw new IOException(file + " is larger than 2 GiB, more than this version reads");
    }
    this.bytes =
        channel
            .map(FileChannel.MapMode.READ_ONLY, 0, channel.size())
            .order(ByteOrder.LITTLE_ENDIAN);
  }

  static LibraryBytes open(Path file) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      return new LibraryBytes(file, channel);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  long size() {
    return bytes.limit();
  }

  int unsigned16(long at) throws IOException {
    return Short.toUnsignedInt(bytes.getShort(checked(at, Short.BYTES)));
  }

  long unsigned32(long at) throws IOException {
    return Integer.toUnsignedLong(bytes.getInt(checked(at, Integer.BYTES)));
  }

  /** A size or an offset; one of more than 63 bits is beyond any end. */
  long unsigned63(long at) throws IOException {
    long value = bytes.getLong(checked(at, Long.BYTES));
    if (value < 0) {
      throw damaged(at, "a number there is too large for a size");
    }
    return value;
  }

  boolean isZero64(long at) throws IOException {
    return bytes.getLong(checked(at, Long.BYTES)) == 0;
  }

  byte[] copy(long at, long count) throws IOException {
    int from = checked(at, count);
    byte[] copy = new byte[(int) count];
    bytes.get(from, copy);
    return copy;
  }

  /** What to throw when the bytes at an offset make no sense. */
  IOException damaged(long at, String why) {
    return new IOException(
        "%s can't be read at offset 0x%x: %s; delete it, so that it is fetched anew"
            .formatted(file, at, why));
  }

  private int checked(long at, long count) throws IOException {
    if (at < 0 || count < 0 || at > size() - count) {
      throw damaged(at, "it ends before %s more bytes".formatted(count));
    }
    return (int) at;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
