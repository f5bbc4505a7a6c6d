package io.github.dropblock.harness.fatbin;

import io.github.dropblock.harness.backend.CudaKernels;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jpountz.lz4.LZ4Factory;

/** A shared library that holds CUDA kernels. */
final class KernelLibrary implements Closeable {
  /** As {@code nvcc} marks machine code packed by LZ4: 64-bit, of a Linux host, an LZ4 block. */
  private static final long MACHINE_CODE_FLAGS = 0x2011;

  private static final int COMPRESSION_LEVEL = 9;

  private final Path file;
  private final LibraryBytes bytes;
  private final List<FatBinary> binaries;

  private KernelLibrary(Path file, LibraryBytes bytes) throws IOException {
    this.file = file;
    this.bytes = bytes;
    this.binaries = FatBinary.all(bytes);
  }

  /**
   * @throws IOException in a line, if it is no library with kernels, or damaged
   */
  static KernelLibrary open(Path file) throws IOException {
    LibraryBytes bytes = LibraryBytes.open(file);
    try {
      return new KernelLibrary(file, bytes);
    } catch (IOException e) {
      bytes.close();
      throw e;
    }
  }

  List<FatBinary> binaries() {
    return binaries;
  }

  /** The PTX that a fat binary has, which must be some. */
  byte[] ptx(FatBinary binary) throws IOException {
    return binary.ptx().orElseThrow().text(bytes);
  }

  /** Which architectures it has code for in every fat binary. */
  CudaKernels kernels() {
    return new CudaKernels(inEach(Image.MACHINE_CODE), inEach(Image.PTX));
  }

  private SortedSet<Integer> inEach(int kind) {
    SortedSet<Integer> all = architectures(kind, binaries.get(0));
    binaries.forEach(binary -> all.retainAll(architectures(kind, binary)));
    return all;
  }

  private static SortedSet<Integer> architectures(int kind, FatBinary binary) {
    return binary.images().stream()
        .filter(image -> image.kind() == kind)
        .map(Image::architecture)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * A fat binary that holds machine code for one architecture instead of all that it held, as long
   * as before: the code needs less room than what it replaces, so every offset stays as it is.
   *
   * @param architecture such as 90 for {@code sm_90}
   * @throws IOException in a line, if it doesn't fit
   */
  byte[] replacement(FatBinary binary, int architecture, byte[] code) throws IOException {
    byte[] packed =
        LZ4Factory.fastestJavaInstance().highCompressor(COMPRESSION_LEVEL).compress(code);
    int padded = (packed.length + 7) / 8 * 8;
    if (Image.HEADER + (long) padded > binary.payloadBytes()) {
      throw new IOException(
          "%s has no room at offset 0x%x: %s bytes for %s; report this with the compiler's version"
              .formatted(
                  file, binary.offset(), binary.payloadBytes(), Image.HEADER + (long) padded));
    }
    byte[] whole = new byte[(int) (FatBinary.HEADER + binary.payloadBytes())];
    ByteBuffer out = ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN);
    out.put(bytes.copy(binary.offset(), 8)).putLong(Image.HEADER + (long) padded);
    out.putShort((short) Image.MACHINE_CODE).putShort((short) 257).putInt(Image.HEADER);
    out.putLong(padded).putInt(packed.length).putInt(0);
    // The version of the ELF file's form, as in the library's own images.
    out.putShort((short) 7).putShort((short) 1).putInt(architecture).putInt(0).putInt(0);
    out.putLong(MACHINE_CODE_FLAGS).putLong(0).putLong(code.length);
    out.put(packed);
    return whole;
  }

  /** Replacements of fat binaries. */
  interface Replacements {
    byte[] of(FatBinary binary) throws IOException;
  }

  /** Writes a copy in which each fat binary with PTX is replaced. */
  void writeCopy(Path copy, Replacements replacements) throws IOException {
    Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
    try (FileChannel channel = FileChannel.open(copy, StandardOpenOption.WRITE)) {
      for (FatBinary binary : binaries) {
        if (binary.ptx().isPresent()) {
          write(channel, ByteBuffer.wrap(replacements.of(binary)), binary.offset());
        }
      }
    }
  }

  private static void write(FileChannel channel, ByteBuffer content, long at) throws IOException {
    for (long next = at; content.hasRemaining(); ) {
      next += channel.write(content, next);
    }
  }

  @Override
  public void close() throws IOException {
    bytes.close();
  }
}
