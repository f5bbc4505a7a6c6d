package io.github.dropblock.harness.fatbin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.dropblock.harness.backend.Platform;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * On a stand-in for CUDA's library, which gcc compiles; where {@code nvJitLink} names it, on that.
 */
class NvJitLinkTest {
  private static final List<Path> CLASS_PATH =
      Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
          .map(Path::of)
          .toList();

  @TempDir Path folder;
  private Path ptx;
  private Path code;

  @BeforeEach
  void write() throws IOException {
    assumeTrue(Platform.current().name().equals("linux-x86_64"), "CUDA's library is for Linux");
    ptx = Files.writeString(folder.resolve("in.ptx"), PTX);
    code = folder.resolve("out.cubin");
  }

  private static final String PTX =
      """
      .version 7.1
      .target sm_86
      .address_size 64
      .visible .entry one(.param .u64 at)
      {
        .reg .b64 %a;
        .reg .f32 %f;
        ld.param.u64 %a, [at];
        mov.f32 %f, 0f3F800000;
        st.global.f32 [%a], %f;
        ret;
      }
      """;

  private NvJitLink standIn() throws Exception {
    assumeTrue(
        Stream.of(System.getenv("PATH").split(":"))
            .anyMatch(place -> Files.isExecutable(Path.of(place, "gcc"))),
        "no gcc, to compile the stand-in for nvJitLink");
    Path library = folder.resolve("libnvJitLink.so.12");
    Process gcc =
        new ProcessBuilder(
                "gcc",
                "-shared",
                "-fPIC",
                "-o",
                library.toString(),
                Path.of(getClass().getResource("nvjitlink.c").toURI()).toString())
            .inheritIO()
            .start();
    assertThat(gcc.waitFor()).isZero();
    return new NvJitLink(library, "12.6", CLASS_PATH);
  }

  @Test
  void compilesInAProcessOfItsOwn() throws Exception {
    standIn().compile(ptx, code, 90, 1);

    assertThat(code).hasContent("-arch=sm_90 -Xptxas=-O1\n" + PTX);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).hasSize(3);
    }
  }

  @Test
  void handsOnWhatTheLibraryComplainsAbout() throws Exception {
    NvJitLink linker = standIn();
    Files.writeString(ptx, "hello");

    assertThatThrownBy(() -> linker.compile(ptx, code, 90, 3))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(
            "failed (status 1): nvJitLinkAddData answers 4: no PTX, stand-in says");
    assertThat(code).doesNotExist();
  }

  @Test
  void theOneLibraryIsTakenOutOfTheJarOnce() throws Exception {
    Path jar = folder.resolve("cuda.jar");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      zip.putNextEntry(new ZipEntry("org/bytedeco/cuda/linux-x86_64/libcudnn.so.9"));
      zip.write(1);
      zip.putNextEntry(new ZipEntry("org/bytedeco/cuda/linux-x86_64/libnvJitLink.so.12"));
      zip.write(2);
    }
    NvJitLink linker = NvJitLink.unpack(jar, folder.resolve("there"), "12.6", Path.of("a.jar"));
    assertThat(linker.title()).isEqualTo("nvJitLink 12.6");
    assertThat(linker.library()).hasBinaryContent(new byte[] {2});

    Files.delete(jar);
    assertThat(NvJitLink.unpack(jar, folder.resolve("there"), "12.6", Path.of("a.jar")))
        .isEqualTo(linker);
  }

  @Test
  void cudasOwnLibraryMakesElfFiles() throws Exception {
    String library = System.getProperty("nvJitLink");
    assumeTrue(library != null, "no -DnvJitLink=FILE");

    new NvJitLink(Path.of(library), "12.6", CLASS_PATH).compile(ptx, code, 90, 3);

    assertThat(Files.readAllBytes(code))
        .startsWith((byte) 0x7f, (byte) 'E', (byte) 'L', (byte) 'F');
  }
}
