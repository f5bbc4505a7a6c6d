package io.github.dropblock.harness.fatbin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A section of a shared library in the Executable and Linkable Format, 64 bits, little-endian
 * (System V ABI, gABI 4.1, chapter 4).
 *
 * @param offset in the file, bytes
 * @param size bytes
 */
record ElfSection(long offset, long size) {
  private static final long MAGIC = 0x464c457fL;
  private static final int CLASS_64_LITTLE_ENDIAN = 0x0102;
  private static final int HEADER = 64;
  private static final int NO_BITS = 8;

  /**
   * Finds a section by its name.
   *
   * @throws IOException in a line, if the file is not such a library, is damaged, or has no such
   *     section
   */
  static ElfSection find(LibraryBytes library, String name) throws IOException {
    if (library.size() < HEADER
        || library.unsigned32(0) != MAGIC
        || library.unsigned16(4) != CLASS_64_LITTLE_ENDIAN) {
      throw library.damaged(0, "it is not a 64-bit little-endian ELF file");
    }
    long headers = library.unsigned63(0x28);
    int headerSize = library.unsigned16(0x3a);
    int count = library.unsigned16(0x3c);
    if (headerSize < HEADER) {
      throw library.damaged(0x3a, "its section headers are too short");
    }
    ElfSection names =
        at(library, header(library, headers, headerSize, count, library.unsigned16(0x3e)));
    byte[] wanted = (name + "\0").getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < count; i++) {
      long header = header(library, headers, headerSize, count, i);
      if (library.unsigned32(header + 4) != NO_BITS
          && starts(library, names, library.unsigned32(header), wanted)) {
        return at(library, header);
      }
    }
    throw library.damaged(0, "it has no section " + name);
  }

  private static long header(LibraryBytes library, long headers, int size, int count, int index)
      throws IOException {
    if (index >= count) {
      throw library.damaged(0x3e, "it names a section that it doesn't have");
    }
    if (headers > library.size()) {
      throw library.damaged(0x28, "its section headers lie beyond its end");
    }
    return headers + (long) size * index;
  }

  private static ElfSection at(LibraryBytes library, long header) throws IOException {
    ElfSection section =
        new ElfSection(library.unsigned63(header + 0x18), library.unsigned63(header + 0x20));
    if (section.offset > library.size() || section.size > library.size() - section.offset) {
      throw library.damaged(header, "a section lies beyond its end");
    }
    return section;
  }

  private static boolean starts(LibraryBytes library, ElfSection names, long offset, byte[] wanted)
      throws IOException {
    return offset <= names.size - wanted.length
        && Arrays.equals(library.copy(names.offset + offset, wanted.length), wanted);
  }
}
