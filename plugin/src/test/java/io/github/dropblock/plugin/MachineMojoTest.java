package io.github.dropblock.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.dropblock.harness.backend.Backend;
import io.github.dropblock.harness.backend.ComputeCapability;
import io.github.dropblock.harness.backend.CudaArtifacts;
import io.github.dropblock.harness.backend.Gpu;
import io.github.dropblock.harness.backend.InstalledCuda;
import io.github.dropblock.harness.backend.Platform;
import io.github.dropblock.harness.backend.Step;
import io.github.dropblock.harness.capacity.Concurrency;
import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Regularizer;
import io.github.dropblock.harness.fork.ForkOptions;
import io.github.dropblock.plugin.host.HostResources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the goals that train make of their parameters and of the machine; the doctor stands for all.
 */
class MachineMojoTest {
  @TempDir Path project;

  private final StubMachine machine = new StubMachine();
  private final StubDownloads downloads = new StubDownloads();

  private Invocation<DoctorMojo> goal() {
    return new Invocation<>(new DoctorMojo(machine, downloads), project);
  }

  private static Gpu gpu(int index) {
    return new Gpu(
        index, "GPU-" + index, "A10", "580.1", new ComputeCapability(8, 6), 24L << 30, 23L << 30);
  }

  @Test
  void withoutParametersTheProfileQuickRunsOnTheCpu() throws IOException {
    LaunchPlan plan = goal().set().plan();

    assertThat(plan.request().experiment().name()).isEqualTo("quick");
    assertThat(plan.request().directory().path())
        .isEqualTo(project.resolve("target/dropblock/quick"));
    assertThat(plan.request().backend()).isEqualTo(Backend.CPU);
    assertThat(plan.request().inputs().data()).isEmpty();
    assertThat(plan.request().inputs().cache()).isEqualTo(project.resolve("home/.cache/dropblock"));
    assertThat(plan.steps().kind()).isEqualTo(Step.StepKind.COMPILED);
    assertThat(plan.machine()).isEqualTo(new HostResources(4, 8L << 30));
    assertThat(plan.master()).isEmpty();
  }

  @Test
  void theMatrixIsTheUsers() throws IOException {
    LaunchPlan plan =
        goal()
            .with("networks", "vgg-16, alexnet")
            .with("regularizers", "dropblock")
            .with("seeds", 2)
            .with("firstSeed", 5)
            .set()
            .plan();

    assertThat(plan.request().matrix().networks())
        .containsExactlyInAnyOrder(Network.VGG_16, Network.ALEXNET);
    assertThat(plan.request().matrix().regularizers()).containsExactly(Regularizer.DROPBLOCK);
    assertThat(plan.request().matrix().seeds()).containsExactly(5L, 6L);
  }

  @Test
  void howTheMachineIsSharedOutIsTheUsers() throws IOException {
    LaunchPlan plan =
        goal()
            .with("parallelCells", 3)
            .with("threadsPerCell", 2)
            .with("cellMemory", "4g")
            .with("jvmArguments", "-Xss2m \"-Dname=two words\"")
            .set()
            .plan();

    assertThat(plan.concurrency()).isEqualTo(new Concurrency(3, 2));
    assertThat(plan.memory().total()).isEqualTo(4L << 30);
    assertThat(plan.jvmArguments()).containsExactly("-Xss2m", "-Dname=two words");
  }

  @Test
  void withoutAvx2StepsAreDl4js() throws IOException {
    machine.platform = new Platform("linux-arm64", "");

    assertThat(goal().set().plan().steps().kind()).isEqualTo(Step.StepKind.DL4J);
  }

  /** What oneDNN itself is told holds for this plugin's choice too. */
  @Test
  void theEnvironmentMayCapInstructions() throws IOException {
    machine.platform = new Platform("linux-x86_64", "-avx2", 3);
    assertThat(goal().set().plan().steps().instructions()).isEqualTo(Step.Instructions.AVX512);

    machine.instructionCap = Optional.of("AVX2");
    assertThat(goal().set().plan().steps().instructions()).isEqualTo(Step.Instructions.AVX2);
  }

  @Test
  void autoTakesTheGpuThatIsThere() throws IOException {
    assertThat(goal().with("backend", "auto").set().plan().setup().backend())
        .isEqualTo(Backend.CPU);

    machine.with(gpu(0), gpu(1));
    LaunchPlan plan = goal().with("backend", "auto").with("gpus", "1").set().plan();
    assertThat(plan.setup().backend()).isEqualTo(Backend.CUDA);
    assertThat(plan.setup().gpus()).containsExactly(gpu(1));
  }

  @Test
  void eachCellThatFitsOnAGpuIsStartedInItsOwnWay() throws IOException {
    machine.with(gpu(0), gpu(1));
    DoctorMojo goal = goal().with("backend", "cuda").with("cellsPerGpu", 2).set();

    List<ForkOptions> forks = goal.forks(goal.plan());

    assertThat(downloads.asked).containsExactly("cells: cuda, DOWNLOAD, linux-x86_64-avx2");
    assertThat(forks)
        .extracting(fork -> fork.environment().get("CUDA_VISIBLE_DEVICES"))
        .containsExactlyInAnyOrder("GPU-0", "GPU-1", "GPU-0", "GPU-1");
  }

  @Test
  void anInstalledCudaMustBeWhole() throws IOException {
    machine.with(gpu(0));
    DoctorMojo goal = goal().with("backend", "cuda").with("cudaLibraries", "installed").set();
    LaunchPlan plan = goal.plan();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> goal.forks(plan))
        .withMessageStartingWith("this machine lacks libcublas.so.11")
        .withMessageEndingWith("(-Ddropblock.cudaLibraries=installed)");

    machine.cuda = new InstalledCuda(11, List.of(Path.of("/cuda")), List.of());
    assertThat(goal.forks(plan).get(0).environment().values())
        .anyMatch(value -> value.startsWith("/cuda"));
  }

  @Test
  void compiledStepsOnAGpuHaveCuda12Fetched() throws IOException {
    machine.with(gpu(0));
    DoctorMojo goal = goal().with("backend", "cuda").with("step", "compiled").set();
    LaunchPlan plan = goal.plan();

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> goal.forks(plan))
        .withMessage(CudaArtifacts.cuda12Libraries() + " can't be had");
    assertThat(downloads.asked).first().isEqualTo("cells: cpu, DOWNLOAD, linux-x86_64-avx2");
  }

  @Test
  void compiledStepsOnAClustersGpusNeedCudaThere() throws Exception {
    machine.with(gpu(0));
    Invocation<ReproduceMojo> reproduce =
        new Invocation<>(
                new ReproduceMojo(machine, downloads, new StubLaunchers(), new UnusedRuns()),
                project)
            .with("backend", "cuda")
            .with("step", "compiled")
            .with("spark", "spark://host:7077");

    assertThat(reproduce.failure())
        .startsWith("compiled steps on a cluster's GPUs need CUDA 12 or 13 and cuDNN 9")
        .contains("-Ddropblock.cudaLibraries=installed", "-Ddropblock.step=dl4j");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void whoeverCanWriteToTheCacheIsToldOf() throws Exception {
    Path cache = Files.createDirectories(project.resolve("cache"));
    Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwxrwxrwx"));
    Invocation<DoctorMojo> trusting = goal().with("cache", cache).with("trustCache", true);

    trusting.execute();

    assertThat(trusting.said()).anyMatch(line -> line.startsWith("WARN " + cache + " may be "));
    assertThat(goal().with("cache", cache).failure())
        .startsWith(cache + " may be written to by everyone");
  }

  @ParameterizedTest
  @CsvSource({
    "networks, lenet",
    "regularizers, dropfish",
    "seeds, 0",
    "profile, slow",
    "data, missing.zip",
    "pretrainingData, missing.tar.gz",
    "split, missing.csv",
    "weights, missing.h5",
    "runDirectory, pom.xml",
    "cache, pom.xml",
    "backend, rocm",
    "step, fast",
    "cudaLibraries, borrowed",
    "parallelCells, 0",
    "threadsPerCell, 0",
    "cellMemory, much",
    "jvmArguments, '\"open'",
  })
  void whatMakesNoSenseIsRefusedUnderItsName(String parameter, String value) throws Exception {
    Files.createFile(project.resolve("pom.xml"));

    assertThat(goal().with(parameter, value).failure())
        .matches("(?s).+ \\(-Ddropblock\\." + parameter + "=.*\\)");
    assertThat(project.resolve("target")).doesNotExist();
  }
}
