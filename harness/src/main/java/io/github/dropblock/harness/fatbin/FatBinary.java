package io.github.dropblock.harness.fatbin;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The kernels of one source file, in several forms of which the driver takes the one that fits.
 *
 * <p>Layout, which NVIDIA does not document, read off nd4j-cuda-11.2 1.0.0-M1.1 and CUDA 11.8's
 * libraries: a header of 16 bytes {u32 magic, u16 version 1, u16 header size 16, u64 payload size};
 * then images, each {u16 kind, u16 257, u32 header size, u64 padded size, u32 packed size, u32 0 or
 * 64, u16 minor, u16 major, u32 architecture, u32 0, u32 0, u64 flags, u64 0, u64 plain size}. A
 * header has 64 bytes, of PTX 72 or 80. Flag 0x2000 marks an LZ4 block.
 *
 * @param offset in the library, bytes
 * @param payloadBytes after the header
 */
record FatBinary(long offset, long payloadBytes, List<Image> images) {
  static final String SECTION = ".nv_fatbin";
  static final int HEADER = 16;
  private static final long MAGIC = 0xBA55ED50L;
  private static final int ALIGNMENT = 8;

  FatBinary {
    images = List.copyOf(images);
  }

  /**
   * All of a library's, in their order.
   *
   * @throws IOException in a line, if it holds none or is damaged
   */
  static List<FatBinary> all(LibraryBytes library) throws IOException {
    ElfSection section = ElfSection.find(library, SECTION);
    List<FatBinary> found = new ArrayList<>();
    long end = section.offset() + section.size();
    long at = section.offset();
    while (at <= end - HEADER) {
      if (library.unsigned32(at) == MAGIC) {
        FatBinary one = read(library, at, end);
        found.add(one);
        at = aligned(one.end());
      } else if (library.isZero64(at)) {
        // What a patch that needed less room has left.
        at += ALIGNMENT;
      } else {
        throw library.damaged(at, "what stands there is no fat binary");
      }
    }
    if (found.isEmpty()) {
      throw library.damaged(section.offset(), "there is no fat binary");
    }
    return found;
  }

  private static FatBinary read(LibraryBytes library, long at, long sectionEnd) throws IOException {
    if (library.unsigned16(at + 4) != 1 || library.unsigned16(at + 6) != HEADER) {
      throw library.damaged(at, "a fat binary is of a version that this one doesn't know");
    }
    long payload = library.unsigned63(at + 8);
    if (payload > sectionEnd - at - HEADER) {
      throw library.damaged(at, "a fat binary ends beyond its section");
    }
    long end = at + HEADER + payload;
    List<Image> images = new ArrayList<>();
    for (long next = at + HEADER; next < end; next = images.get(images.size() - 1).end()) {
      images.add(Image.read(library, next, end));
    }
    return new FatBinary(at, payload, images);
  }

  private static long aligned(long offset) {
    return (offset + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  long end() {
    return offset + HEADER + payloadBytes;
  }

  /** The PTX of the newest architecture that has some. */
  Optional<Image> ptx() {
    return images.stream().filter(Image::isPtx).max(Comparator.comparingInt(Image::architecture));
  }
}
