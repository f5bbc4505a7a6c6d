package io.github.dropblock.harness.fatbin;

import java.io.IOException;
import java.util.Arrays;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;

/**
 * One form of a fat binary's kernels: PTX, or machine code for an architecture.
 *
 * @param offset of its header in the library, bytes
 * @param kind 1 for PTX, 2 for machine code in an ELF file of its own
 * @param headerBytes after which the content begins
 * @param paddedBytes of the content, packed and padded
 * @param packedBytes of the content, packed; 0 if it isn't
 * @param architecture such as 86 for {@code sm_86}
 * @param flags whether and how it is packed
 * @param plainBytes of the content, unpacked; 0 if it isn't packed
 */
record Image(
    long offset,
    int kind,
    long headerBytes,
    long paddedBytes,
    long packedBytes,
    int architecture,
    long flags,
    long plainBytes) {
  static final int PTX = 1;
  static final int MACHINE_CODE = 2;

  /** Bytes of the shortest header. */
  static final int HEADER = 64;

  private static final int LZ4_BLOCK = 0x2000;

  /** An LZ4 block's byte stands for 255 at most, so more than this says that a size is wrong. */
  private static final long MOST_PER_PACKED_BYTE = 255;

  /**
   * @param end of the fat binary
   */
  static Image read(LibraryBytes library, long at, long end) throws IOException {
    if (at > end - HEADER) {
      throw library.damaged(at, "an image's header doesn't fit into its fat binary");
    }
    Image image =
        new Image(
            at,
            library.unsigned16(at),
            library.unsigned32(at + 4),
            library.unsigned63(at + 8),
            library.unsigned32(at + 16),
            Math.toIntExact(Math.min(library.unsigned32(at + 28), Integer.MAX_VALUE)),
            library.unsigned63(at + 40),
            library.unsigned63(at + 56));
    image.check(library, end);
    return image;
  }

  private void check(LibraryBytes library, long end) throws IOException {
    if (headerBytes < HEADER
        || headerBytes > end - offset
        || paddedBytes > end - offset - headerBytes) {
      throw library.damaged(offset, "an image doesn't fit into its fat binary");
    }
    if (packedBytes > paddedBytes
        || (packed() && plainBytes > packedBytes * MOST_PER_PACKED_BYTE)) {
      throw library.damaged(offset, "an image's sizes contradict each other");
    }
  }

  long end() {
    return offset + headerBytes + paddedBytes;
  }

  boolean isPtx() {
    return kind == PTX;
  }

  private boolean packed() {
    return (flags & LZ4_BLOCK) != 0;
  }

  /**
   * What it holds, unpacked. PTX is text, which zeros may follow.
   *
   * @throws IOException naming the library, if that fails
   */
  byte[] content(LibraryBytes library) throws IOException {
    if (!packed()) {
      if (packedBytes != 0) {
        throw library.damaged(offset, "an image is packed otherwise than by LZ4");
      }
      return library.copy(offset + headerBytes, paddedBytes);
    }
    byte[] content = new byte[Math.toIntExact(plainBytes)];
    try {
      int unpacked =
          LZ4Factory.safeInstance()
              .safeDecompressor()
              .decompress(library.copy(offset + headerBytes, packedBytes), content);
      if (unpacked != plainBytes) {
        throw library.damaged(
            offset, "an image unpacks to %s bytes, not %s".formatted(unpacked, plainBytes));
      }
      return content;
    } catch (LZ4Exception e) {
      throw library.damaged(offset, "an image can't be unpacked (" + e.getMessage() + ")");
    }
  }

  /** PTX without the zeros after it. */
  byte[] text(LibraryBytes library) throws IOException {
    byte[] content = content(library);
    int end = content.length;
    while (end > 0 && content[end - 1] == 0) {
      end--;
    }
    return Arrays.copyOf(content, end);
  }
}
