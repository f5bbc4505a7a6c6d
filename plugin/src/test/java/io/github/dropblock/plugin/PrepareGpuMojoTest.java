package io.github.dropblock.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dropblock.harness.backend.ComputeCapability;
import io.github.dropblock.harness.backend.CudaArtifacts;
import io.github.dropblock.harness.backend.Gpu;
import io.github.dropblock.harness.backend.PreparedKernels;
import io.github.dropblock.harness.fatbin.Ptxas;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class PrepareGpuMojoTest {
  private static final ComputeCapability HOPPER = new ComputeCapability(9, 0);

  @TempDir Path project;

  private final StubMachine machine = new StubMachine();
  private final StubDownloads downloads = new StubDownloads();
  private Path cache;

  @BeforeEach
  void toolkit() throws IOException {
    cache = project.resolve("home/.cache/dropblock");
    machine.ptxas = Optional.of(new Ptxas(Path.of("ptxas"), "13.0.88"));
    Path jar = project.resolve("kernels.jar");
    new ZipOutputStream(Files.newOutputStream(jar)).close();
    downloads.others.put(CudaArtifacts.kernels(), jar);
  }

  private Invocation<PrepareGpuMojo> prepareGpu() {
    return new Invocation<>(new PrepareGpuMojo(machine, downloads), project);
  }

  private static Gpu gpu(int index, int major, int minor) {
    return new Gpu(
        index, "GPU-" + index, "card", "580.1", new ComputeCapability(major, minor), 0, 0);
  }

  /** What the machine's compiler has left there before. */
  private Path prepared() throws IOException {
    Path folder = new PreparedKernels(cache).folder(HOPPER, "ptxas-13.0.88");
    Files.createDirectories(PreparedKernels.library(folder).getParent());
    Files.createFile(PreparedKernels.library(folder));
    return folder;
  }

  @Test
  void saysWhereTheKernelsOfItsGpusAre() throws Exception {
    Path folder = prepared();
    machine.with(gpu(0, 9, 0), gpu(1, 8, 6), gpu(2, 9, 0));

    assertThat(prepareGpu().execute())
        .containsExactly(
            "INFO Nothing to do: the cache has it already.",
            "INFO Kernels for compute capability 9.0: " + folder);
  }

  @Test
  void gpusThatNeedNothingAreLetBe() throws Exception {
    machine.with(gpu(0, 8, 6));

    assertThat(prepareGpu().execute())
        .containsExactly("INFO Nothing to do: ND4J's kernels run on these GPUs as they are.");
    assertThat(downloads.asked).isEmpty();
  }

  @Test
  void onlyTheGpusThatAreNamedCount() throws Exception {
    machine.with(gpu(0, 9, 0), gpu(1, 8, 6));

    assertThat(prepareGpu().with("gpus", "1").execute())
        .singleElement()
        .asString()
        .startsWith("INFO Nothing to do: ND4J's kernels run on these GPUs");
    assertThat(prepareGpu().with("gpus", "7").failure()).endsWith("(-Ddropblock.gpus=7)");
  }

  @Test
  void withoutAGpuTheComputeCapabilityMayBeNamed() throws Exception {
    Path folder = prepared();

    assertThat(prepareGpu().with("computeCapability", "9.0").execute())
        .last()
        .isEqualTo("INFO Kernels for compute capability 9.0: " + folder);
    assertThat(prepareGpu().failure())
        .isEqualTo(
            "no driver; install it; or name what to compile for with"
                + " -Ddropblock.computeCapability=9.0");
    assertThat(prepareGpu().with("computeCapability", "new").failure())
        .endsWith("(-Ddropblock.computeCapability=new)");
  }

  /** Of an empty jar here. */
  @Test
  void kernelsAreCompiledOutOfNd4jsJar() {
    assertThat(prepareGpu().with("computeCapability", "9.0").failure())
        .startsWith(project.resolve("kernels.jar") + " holds no ");
    assertThat(downloads.asked).containsExactly(CudaArtifacts.kernels().toString());
  }

  @Test
  void withoutAToolkitNvidiasLibraryIsFetched() {
    machine.ptxas = Optional.empty();

    assertThat(prepareGpu().with("computeCapability", "9.0").failure())
        .isEqualTo(CudaArtifacts.cuda12Libraries() + " can't be obtained");
  }

  @Test
  void noneMeansNvidiasLibraryWhateverIsInstalled() {
    assertThat(prepareGpu().with("computeCapability", "9.0").with("ptxas", "none").failure())
        .isEqualTo(CudaArtifacts.cuda12Libraries() + " can't be obtained");
  }

  @Test
  void aCompilerThatIsNotThereIsRefused() {
    assertThat(
            prepareGpu()
                .with("computeCapability", "9.0")
                .with("ptxas", project.resolve("none at all"))
                .failure())
        .startsWith("no such file or folder: ")
        .contains("(-Ddropblock.ptxas=");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aCacheThatOthersCanWriteToIsRefusedUnlessItIsTrusted() throws Exception {
    Files.createDirectories(cache);
    Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwxrwxrwx"));
    prepared();

    assertThat(prepareGpu().with("computeCapability", "9.0").failure())
        .startsWith(cache + " may be written to by everyone")
        .contains("-Ddropblock.trustCache=true");
    assertThat(prepareGpu().with("computeCapability", "9.0").with("trustCache", true).execute())
        .first()
        .asString()
        .startsWith("WARN " + cache + " may be written to by everyone");
  }
}
