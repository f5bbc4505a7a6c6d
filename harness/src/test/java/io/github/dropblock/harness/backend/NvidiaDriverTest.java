package io.github.dropblock.harness.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the program that stands in is a shell script")
class NvidiaDriverTest {
  private static final String TWO =
      """
      0, GPU-11aa, NVIDIA GeForce GTX 1070 Ti, 535.183.01, 6.1, 8192, 7900
      1, GPU-22bb, NVIDIA H100 80GB HBM3, 535.183.01, 9.0, 81559, 80994
      """;

  @TempDir Path folder;

  private NvidiaDriver asked(String script) throws IOException {
    Path program = folder.resolve("nvidia-smi");
    Files.writeString(program, "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    return NvidiaDriver.ask(program.toString());
  }

  private NvidiaDriver answering(String lines) throws IOException {
    return asked("cat <<'END'\n" + lines + "END");
  }

  @Test
  void readsEachGpu() throws IOException {
    assertThat(answering(TWO).gpus())
        .containsExactly(
            new Gpu(
                0,
                "GPU-11aa",
                "NVIDIA GeForce GTX 1070 Ti",
                "535.183.01",
                new ComputeCapability(6, 1),
                8192L << 20,
                7900L << 20),
            new Gpu(
                1,
                "GPU-22bb",
                "NVIDIA H100 80GB HBM3",
                "535.183.01",
                new ComputeCapability(9, 0),
                81559L << 20,
                80994L << 20));
  }

  @Test
  void asksForTheFieldsThatItReads() throws IOException {
    NvidiaDriver driver = asked("echo \"$@\"; exit 1");

    assertThat(driver.problem())
        .contains(
            "--query-gpu=index,uuid,name,driver_version,compute_cap,memory.total,memory.free --format=csv,noheader,nounits");
  }

  @Test
  void saysThatThereIsNoDriver() {
    assertThat(NvidiaDriver.ask(folder.resolve("nothing").toString()).problem())
        .startsWith("no NVIDIA driver was found")
        .contains("install the driver");
  }

  @Test
  void handsOnWhatADriverThatFailsSays() throws IOException {
    assertThat(
            asked("echo 'Failed to initialize NVML: Driver/library version mismatch'; exit 18")
                .problem())
        .contains("it said 'Failed to initialize NVML: Driver/library version mismatch'")
        .contains("restart after an update");
  }

  @Test
  void saysThatADriverIsTooOld() throws IOException {
    assertThat(
            asked("echo 'Field \"compute_cap\" is not a valid field to query.'; exit 2").problem())
        .contains("too old")
        .contains("520 or newer");
  }

  @Test
  void saysThatNoGpuIsListed() throws IOException {
    assertThat(answering("").problem()).contains("lists no GPU");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0, GPU-11aa, NVIDIA A100, 535, [N/A], 81920, 81000",
        "0, GPU-11aa, NVIDIA A100, 535, 8.0, much, [N/A]",
        "0, GPU-11aa, 8.0",
        "hello"
      })
  void showsALineThatItCannotRead(String line) throws IOException {
    assertThat(answering(line + "\n").problem()).contains("'" + line + "'").contains("update");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[N/A]", "[Insufficient Permissions]", "[Not Supported]"})
  void takesAGpuWhoseMemoryIsNotTold(String unknown) throws IOException {
    Gpu gpu =
        answering("0, GPU-11aa, NVIDIA GB10, 580, 8.0, %s, %s\n".formatted(unknown, unknown))
            .gpus()
            .get(0);

    assertThat(gpu.memoryKnown()).isFalse();
    assertThat(gpu.free()).isZero();
  }

  /** As nvidia-smi prints it. */
  private static final String DIVIDED =
      """
      GPU 0: NVIDIA GeForce GTX 1070 Ti (UUID: GPU-11aa)
      GPU 1: NVIDIA H100 80GB HBM3 (UUID: GPU-22bb)
        MIG 3g.40gb     Device  0: (UUID: MIG-33cc)
        MIG 1g.10gb+me  Device  1: (UUID: MIG-44dd)
      """;

  @Test
  void takesTheInstancesOfADividedGpuForGpus() throws IOException {
    NvidiaDriver driver =
        asked(
            "if [ \"$1\" = -L ]; then cat <<'END'\n%sEND\nelse cat <<'END'\n%sEND\nfi"
                .formatted(DIVIDED, TWO));

    assertThat(driver.gpus())
        .extracting(Gpu::uuid)
        .containsExactly("GPU-11aa", "MIG-33cc", "MIG-44dd");
    assertThat(driver.gpus().get(1))
        .isEqualTo(
            new Gpu(
                1,
                "MIG-33cc",
                "NVIDIA H100 80GB HBM3 MIG 3g.40gb",
                "535.183.01",
                new ComputeCapability(9, 0),
                40 * 970L << 20,
                40 * 970L << 20));
    assertThat(driver.only("1").gpus()).hasSize(2);
  }

  @Test
  void takesGpusForWholeWhereNoListIsHad() throws IOException {
    assertThat(asked("if [ \"$1\" = -L ]; then exit 3; fi; cat <<'END'\n" + TWO + "END").gpus())
        .extracting(Gpu::uuid)
        .containsExactly("GPU-11aa", "GPU-22bb");
  }

  @Test
  void keepsTheGpusThatAUserNames() throws IOException {
    NvidiaDriver driver = answering(TWO);

    assertThat(driver.only("1").gpus()).extracting(Gpu::index).containsExactly(1);
    assertThat(driver.only(" 1,0, 1").gpus()).extracting(Gpu::index).containsExactly(1, 0);
    assertThat(driver.only("all")).isEqualTo(driver);
  }

  @Test
  void refusesAGpuThatIsNotThere() throws IOException {
    NvidiaDriver driver = answering(TWO);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> driver.only("0,2"))
        .withMessage("there is no GPU '2'; choose all, or some of [0, 1]");
  }
}
