package io.github.dropblock.harness.fatbin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dropblock.harness.backend.CudaKernels;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelLibraryTest {
  @TempDir Path folder;

  private Path write(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("library.so"), bytes);
  }

  /** Reads all that there is to read. */
  private static List<byte[]> readAll(Path file) throws IOException {
    List<byte[]> contents = new ArrayList<>();
    try (KernelLibrary library = KernelLibrary.open(file);
        LibraryBytes bytes = LibraryBytes.open(file)) {
      for (FatBinary binary : library.binaries()) {
        for (Image image : binary.images()) {
          contents.add(image.content(bytes));
        }
      }
    }
    return contents;
  }

  @Test
  void namesTheArchitecturesThatEveryKernelIsCompiledFor() throws IOException {
    try (KernelLibrary library = KernelLibrary.open(write(Kernels.library()))) {
      assertThat(library.kernels())
          .isEqualTo(new CudaKernels(new TreeSet<>(List.of(80, 86)), new TreeSet<>(List.of(86))));
    }
  }

  @Test
  void unpacksThePtxOfEachSourceFile() throws IOException {
    try (KernelLibrary library = KernelLibrary.open(write(Kernels.library()))) {
      List<String> texts = new ArrayList<>();
      for (FatBinary binary : library.binaries()) {
        texts.add(new String(library.ptx(binary), StandardCharsets.US_ASCII));
      }

      assertThat(texts).hasSize(2).allMatch(text -> text.contains(".target sm_86"));
      assertThat(texts.get(0)).contains(".entry scale(").endsWith("}\n\n");
      assertThat(texts.get(1)).contains(".entry shift(");
    }
  }

  @Test
  void unpacksMachineCodeAsElfFiles() throws IOException {
    assertThat(readAll(write(Kernels.library())))
        .filteredOn(content -> content[0] == 0x7f)
        .hasSize(4)
        .allMatch(content -> new String(content, 1, 3, StandardCharsets.US_ASCII).equals("ELF"));
  }

  @Test
  void putsMachineCodeInThePlaceOfAllElse() throws IOException {
    byte[] before = Kernels.library();
    Path patched = folder.resolve("patched.so");
    byte[] code = "machine code".repeat(90).getBytes(StandardCharsets.US_ASCII);
    try (KernelLibrary library = KernelLibrary.open(write(before))) {
      library.writeCopy(patched, binary -> library.replacement(binary, 90, code));
    }

    try (KernelLibrary library = KernelLibrary.open(patched)) {
      assertThat(library.kernels())
          .isEqualTo(new CudaKernels(new TreeSet<>(List.of(90)), new TreeSet<>()));
    }
    assertThat(readAll(patched)).hasSize(2).allMatch(content -> Arrays.equals(content, code));
    byte[] after = Files.readAllBytes(patched);
    assertThat(after).hasSameSizeAs(before);
    assertThat(outsideOfKernels(after)).isEqualTo(outsideOfKernels(before));
  }

  private byte[] outsideOfKernels(byte[] library) throws IOException {
    try (LibraryBytes bytes = LibraryBytes.open(write(library))) {
      ElfSection section = ElfSection.find(bytes, FatBinary.SECTION);
      Arrays.fill(
          library, (int) section.offset(), (int) (section.offset() + section.size()), (byte) 0);
    }
    return library;
  }

  @Test
  void refusesMachineCodeThatNeedsMoreRoom() throws IOException {
    byte[] code = new byte[20_000];
    new Random(1).nextBytes(code);
    try (KernelLibrary library = KernelLibrary.open(write(Kernels.library()))) {
      assertThatThrownBy(() -> library.replacement(library.binaries().get(0), 90, code))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("has no room at offset 0x");
    }
  }

  @Test
  void refusesWhatIsNoLibrary() throws IOException {
    Path file =
        write(
            "not a library, but a text of more than sixty-four bytes, to be sure"
                .getBytes(StandardCharsets.US_ASCII));

    assertThatThrownBy(() -> KernelLibrary.open(file))
        .hasMessage(
            file
                + " can't be read at offset 0x0: it is not a 64-bit little-endian ELF file; delete it, so that it is fetched anew");
  }

  @Test
  void aLibraryCutShortIsToldFromAWholeOne() throws IOException {
    byte[] whole = Kernels.library();
    // Of the last section's header, the end says nothing that is needed.
    for (int length = 0; length < whole.length - 64; length += 61) {
      Path file = write(Arrays.copyOf(whole, length));

      assertThatThrownBy(() -> readAll(file))
          .as("cut to %d bytes", length)
          .isExactlyInstanceOf(IOException.class)
          .hasMessageContaining("can't be read at offset");
    }
  }

  @Test
  void nothingInADamagedHeaderLeadsBeyondTheEnd() throws IOException {
    byte[] whole = Kernels.library();
    List<Integer> headers = new ArrayList<>();
    try (KernelLibrary library = KernelLibrary.open(write(whole))) {
      for (FatBinary binary : library.binaries()) {
        headers.add((int) binary.offset());
        binary.images().forEach(image -> headers.add((int) image.offset()));
      }
    }
    for (int header : headers) {
      for (int at = header; at < header + Image.HEADER; at++) {
        for (int value : new int[] {0, 0xff}) {
          byte[] damaged = whole.clone();
          damaged[at] = (byte) value;
          Path file = write(damaged);

          assertThatCode(() -> readOrRefuse(file)).doesNotThrowAnyException();
        }
      }
    }
  }

  private static void readOrRefuse(Path file) {
    try {
      readAll(file);
    } catch (IOException refused) {
      assertThat(refused).hasMessageContaining("can't be read at offset");
    }
  }
}
