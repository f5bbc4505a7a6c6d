package io.github.dropblock.harness.backend;

import static io.github.dropblock.harness.backend.Gpus.gpu;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.dropblock.harness.remedy.Complaint;
import io.github.dropblock.harness.remedy.Helped;
import io.github.dropblock.harness.remedy.Remedy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class BackendChoiceTest {
  private static final Platform LINUX = Platform.of("Linux", "amd64", 2);
  private static final Gpu PASCAL = gpu(0, "GTX 1070 Ti", "6.1");
  private static final Gpu ADA = gpu(1, "L40", "8.9");
  private static final Gpu HOPPER = gpu(2, "H100", "9.0");
  private static final Gpu BLACKWELL = gpu(3, "B200", "10.0");
  private static final Gpu FERMI = gpu(4, "GTX 580", "2.0");

  @TempDir Path cache;

  private Setup decide(BackendChoice choice, Gpu... gpus) {
    NvidiaDriver driver =
        gpus.length == 0
            ? new NvidiaDriver(List.of(), "no NVIDIA driver was found; install it")
            : new NvidiaDriver(List.of(gpus), "");
    return choice.decide(LINUX, () -> driver, this::problem);
  }

  private Optional<Complaint> problem(Gpu gpu) {
    return BackendChoice.problem(gpu, new PreparedKernels(cache));
  }

  private void prepare(Gpu gpu) throws IOException {
    Path library =
        PreparedKernels.library(
            new PreparedKernels(cache).folder(gpu.capability(), "ptxas-13.0.88"));
    Files.createDirectories(library.getParent());
    Files.createFile(library);
  }

  @ParameterizedTest
  @CsvSource({
    "auto, AUTO",
    "cpu, CPU",
    "' CUDA ', CUDA",
    "cuda-tf32, CUDA_TF32",
    "cuda-bf16, CUDA_BF16"
  })
  void readsItsName(String text, BackendChoice choice) {
    assertThat(BackendChoice.parse(text)).isEqualTo(choice);
  }

  @Test
  void refusesAnUnknownName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BackendChoice.parse("gpu"))
        .withMessage("unknown backend 'gpu'; choose auto, cpu, cuda, cuda-tf32, cuda-bf16");
  }

  @Test
  void theCpuIsTakenWithoutALookAtGpus() {
    Setup setup =
        BackendChoice.CPU.decide(
            LINUX,
            () -> {
              throw new AssertionError("asked the driver");
            },
            this::problem);

    assertThat(setup.backend()).isEqualTo(Backend.CPU);
  }

  @Test
  void autoTakesAGpuThatTheKernelsRunOn() {
    assertThat(decide(BackendChoice.AUTO, PASCAL, ADA))
        .isEqualTo(
            new Setup(
                Backend.CUDA,
                List.of(PASCAL, ADA),
                "found GPU 0, GTX 1070 Ti (compute capability 6.1), GPU 1, L40 (compute capability 8.9)"));
  }

  @Test
  void autoTakesTheCpuWhereThereIsNoGpuAndSaysWhy() {
    assertThat(decide(BackendChoice.AUTO))
        .isEqualTo(new Setup(Backend.CPU, List.of(), "no NVIDIA driver was found; install it"));
  }

  @Test
  void autoLeavesOutAGpuThatIsNotPrepared() {
    assertThat(decide(BackendChoice.AUTO, HOPPER, ADA).gpus()).containsExactly(ADA);
    assertThat(decide(BackendChoice.AUTO, HOPPER))
        .satisfies(
            setup -> {
              assertThat(setup.backend()).isEqualTo(Backend.CPU);
              assertThat(setup.remedies()).containsExactly(Remedy.PREPARE_GPU);
            });
  }

  @ParameterizedTest
  @EnumSource(names = {"CUDA", "CUDA_TF32", "CUDA_BF16"})
  void aGpuAskedForIsNeverReplacedByTheCpu(BackendChoice choice) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> decide(choice))
        .withMessage("no NVIDIA driver was found; install it");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> decide(choice, HOPPER))
        .withMessage("GPU 2, H100 (compute capability 9.0) is newer than ND4J's kernels")
        .satisfies(Helped.by(Remedy.PREPARE_GPU));
  }

  @Test
  void bfloat16NeedsTensorCoresThatMultiplyIt() {
    assertThat(decide(BackendChoice.CUDA_BF16, ADA))
        .extracting(Setup::backend, Setup::gpus)
        .containsExactly(Backend.CUDA_BF16, List.of(ADA));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> decide(BackendChoice.CUDA_BF16, PASCAL))
        .withMessage(
            "GPU 0, GTX 1070 Ti (compute capability 6.1) has no tensor cores for bfloat16, which came with compute capability 8.0")
        .satisfies(Helped.by(Remedy.USE_CUDA));
  }

  @Test
  void everyGpuAskedForMustBeUsable() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> decide(BackendChoice.CUDA, PASCAL, HOPPER))
        .withMessageContaining("H100")
        .satisfies(Helped.by(Remedy.PREPARE_GPU, Remedy.LEAVE_GPU_OUT));
  }

  @Test
  void aPreparedGpuIsUsable() throws IOException {
    prepare(HOPPER);

    assertThat(decide(BackendChoice.CUDA_TF32, HOPPER))
        .extracting(Setup::backend, Setup::gpus)
        .containsExactly(Backend.CUDA_TF32, List.of(HOPPER));
  }

  @Test
  void preparingDoesNotHelpWhereCudaItselfHasNoCode() throws IOException {
    prepare(BLACKWELL);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> decide(BackendChoice.CUDA, BLACKWELL))
        .withMessageContaining("newer than the libraries of CUDA 11.8")
        .satisfies(Helped.by(Remedy.USE_CPU));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> decide(BackendChoice.CUDA, FERMI))
        .withMessageContaining("older than any");
  }

  @Test
  void cudaRunsOnOnePlatformOnly() {
    Platform mac = Platform.of("Mac OS X", "x86_64", 2);
    NvidiaDriver driver = new NvidiaDriver(List.of(PASCAL), "");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> BackendChoice.CUDA.decide(mac, () -> driver, this::problem))
        .withMessage("the CUDA backend runs on linux-x86_64 only, and this is macosx-x86_64");
  }
}
