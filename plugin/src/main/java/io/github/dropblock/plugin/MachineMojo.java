package io.github.dropblock.plugin;

import io.github.dropblock.harness.backend.BackendChoice;
import io.github.dropblock.harness.backend.Coordinates;
import io.github.dropblock.harness.backend.CudaArtifacts;
import io.github.dropblock.harness.backend.CudaFolders;
import io.github.dropblock.harness.backend.CudaLibraries;
import io.github.dropblock.harness.backend.Gpu;
import io.github.dropblock.harness.backend.InstalledCuda;
import io.github.dropblock.harness.backend.Platform;
import io.github.dropblock.harness.backend.PreparedKernels;
import io.github.dropblock.harness.backend.Setup;
import io.github.dropblock.harness.backend.StepChoice;
import io.github.dropblock.harness.backend.StepCuda;
import io.github.dropblock.harness.capacity.CellMemory;
import io.github.dropblock.harness.capacity.Concurrency;
import io.github.dropblock.harness.experiment.Experiment;
import io.github.dropblock.harness.experiment.Matrix;
import io.github.dropblock.harness.experiment.Profile;
import io.github.dropblock.harness.experiment.Protocol;
import io.github.dropblock.harness.fork.EpochLimit;
import io.github.dropblock.harness.fork.ForkOptions;
import io.github.dropblock.harness.fork.ForkedJvm;
import io.github.dropblock.harness.fork.WatchdogLauncher;
import io.github.dropblock.harness.progress.ProgressListener;
import io.github.dropblock.harness.remedy.Complaint;
import io.github.dropblock.harness.rundir.RunDirectory;
import io.github.dropblock.harness.schedule.CellLauncher;
import io.github.dropblock.harness.schedule.DeviceSlots;
import io.github.dropblock.harness.schedule.Inputs;
import io.github.dropblock.harness.schedule.RunRequest;
import io.github.dropblock.plugin.console.ProgressListeners;
import io.github.dropblock.plugin.download.Downloads;
import io.github.dropblock.plugin.download.Jars;
import io.github.dropblock.plugin.download.StepLibraries;
import io.github.dropblock.plugin.host.HostMachine;
import io.github.dropblock.plugin.host.HostResources;
import io.github.dropblock.plugin.host.NativeCache;
import io.github.dropblock.plugin.host.Sharing;
import io.github.dropblock.plugin.parameters.JvmArguments;
import io.github.dropblock.plugin.parameters.MemorySize;
import io.github.dropblock.plugin.parameters.Parameters;
import io.github.dropblock.plugin.parameters.Paths;
import io.github.dropblock.plugin.service.Launchers;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Parameter;

/** The parameters of what the cells run on. */
abstract class MachineMojo extends ExperimentMojo {

  /**
   * What computes: {@code cpu}, {@code cuda} (an NVIDIA GPU), {@code cuda-tf32} (the same with
   * faster, coarser convolutions), {@code cuda-bf16} (from Ampere on, by compiled steps: bfloat16,
   * faster and coarser still) or {@code auto}: {@code cuda} where there is a GPU that it runs on,
   * else {@code cpu}.
   */
  @Parameter(property = "dropblock.backend", defaultValue = "cpu")
  private String backend;

  /**
   * What computes training steps: {@code compiled} (a device's own primitives, made once: oneDNN's,
   * or on a GPU cuDNN's), {@code dl4j} (Deeplearning4j, layer by layer) or, on a GPU, {@code
   * dl4j-quiet} (the same with less waiting for the GPU). The default is {@code compiled} where
   * that was tried, on processors with AVX2, and {@code dl4j} elsewhere.
   */
  @Parameter(property = "dropblock.step")
  private String step;

  /** NVIDIA GPUs to use: {@code all}, or their numbers in nvidia-smi, such as {@code 0,2}. */
  @Parameter(property = "dropblock.gpus", defaultValue = "all")
  private String gpus;

  /** Cells trained at a time on each GPU. The default is as many as its free memory holds. */
  @Parameter(property = "dropblock.cellsPerGpu")
  private Integer cellsPerGpu;

  /**
   * Where CUDA's libraries come from: {@code download} (Maven Central, 2.1 GB, once) or {@code
   * installed} (CUDA 11 and cuDNN 8 of this machine; for compiled steps CUDA 12 or 13 and cuDNN 9).
   */
  @Parameter(property = "dropblock.cudaLibraries", defaultValue = "download")
  private String cudaLibraries;

  /** Cells trained at a time. The default is one for each core, as far as memory goes. */
  @Parameter(property = "dropblock.parallelCells")
  private Integer parallelCells;

  /** Native threads of each cell. The default shares the cores out among the cells. */
  @Parameter(property = "dropblock.threadsPerCell")
  private Integer threadsPerCell;

  /**
   * Memory of each cell, heap and native together, such as {@code 1500m} or {@code 4g}. The default
   * is estimated from the largest network.
   */
  @Parameter(property = "dropblock.cellMemory")
  private String cellMemory;

  /**
   * Minutes that a cell may go without the end of an epoch before it is ended as hung. The default
   * is 20 times its longest epoch so far, at least 10 minutes, and a day for its first.
   */
  @Parameter(property = "dropblock.epochTimeout")
  private Integer epochTimeout;

  /** Arguments for the cells' JVMs, after this plugin's own; quote those with spaces. */
  @Parameter(property = "dropblock.jvmArguments")
  private String jvmArguments;

  /**
   * Uses native code and weights from {@code dropblock.cache} even if others could have written
   * them.
   */
  @Parameter(property = "dropblock.trustCache", defaultValue = "false")
  private boolean trustCache;

  MachineMojo(HostMachine machine, Downloads downloads) {
    super(machine, downloads);
  }

  /** Whether {@code dropblock.step} was given. */
  final boolean stepAskedFor() {
    return step != null;
  }

  /** What would run where: all parameters checked, nothing begun. */
  final LaunchPlan plan() throws IOException {
    Profile profile = profile();
    Protocol protocol = protocol();
    Matrix matrix = matrix();
    String name = runName(profile.id());
    RunDirectory directory = directory(name);
    Paths.writable("runDirectory", directory.path());
    epochLimit();
    new NativeCache(cache(), trustCache).warnings().forEach(getLog()::warn);
    Platform platform = machine().platform();
    Setup setup = setup(platform);
    StepChoice steps =
        Parameters.checked(
            "step",
            step,
            () ->
                StepChoice.of(
                    step, setup.backend(), platform, machine().instructionCap().orElse(null)));
    CellMemory memory = memory(matrix, protocol);
    HostResources resources = machine().resources();
    Sharing sharing = new Sharing(parallelCells, threadsPerCell, cellsPerGpu);
    int cells = matrix.cells().size();
    Concurrency concurrency =
        master().isPresent()
            ? sharing.ofCluster(cells)
            : sharing.of(cells, resources, setup, memory, steps.kind());
    RunRequest request =
        new RunRequest(
            directory,
            new Experiment(name, profile, matrix, protocol),
            new Inputs(data(), pretrainingData(), split(), weights(), cache()),
            setup.backend(),
            steps.step(concurrency.threads()),
            concurrency.parallelCells(),
            Provenance.versions(session()),
            Provenance.command(parameters()));
    return new LaunchPlan(
        request,
        setup,
        steps,
        libraries(),
        platform,
        resources,
        memory,
        concurrency,
        Parameters.checked("jvmArguments", jvmArguments, () -> JvmArguments.split(jvmArguments)),
        master());
  }

  /** The cluster that the cells run on; empty for this machine. */
  Optional<String> master() {
    return Optional.empty();
  }

  /** Trains in JVMs whose class path is resolved now. */
  final CellLauncher launcher(LaunchPlan plan, Launchers launchers) throws IOException {
    EpochLimit limit = epochLimit();
    List<CellLauncher> places =
        forks(plan).stream()
            .map(fork -> launchers.jvms(fork, ForkedJvm.TRAINING))
            .<CellLauncher>map(jvms -> new WatchdogLauncher(jvms, limit))
            .toList();
    return places.size() == 1 ? places.get(0) : new DeviceSlots(places);
  }

  final EpochLimit epochLimit() {
    return Parameters.checked(
        "epochTimeout",
        epochTimeout,
        () -> new EpochLimit(Optional.ofNullable(epochTimeout).map(Duration::ofMinutes)));
  }

  /** How JVMs are started: one way on the CPU, one for each cell that fits on a GPU. */
  final List<ForkOptions> forks(LaunchPlan plan) throws IOException {
    Jars jars = jars();
    return plan.forks(
        jars.ofCells(plan.nd4j(), plan.libraries(), plan.platform()), cuda(plan, jars));
  }

  /** What the cells load of CUDA; that of the CPU's cells is never asked for. */
  private CudaFolders cuda(LaunchPlan plan, Jars jars) throws IOException {
    boolean compiled = plan.setup().backend() != plan.nd4j();
    if (plan.setup().backend().cuda() && plan.libraries() == CudaLibraries.INSTALLED) {
      return Parameters.checked(
          "cudaLibraries", cudaLibraries, () -> installed(compiled).complete());
    }
    if (compiled && plan.master().isPresent()) {
      throw new IllegalArgumentException(
          "compiled steps on a cluster's GPUs need CUDA 12 or 13 and cuDNN 9 on its nodes; install them there and use %s=installed, or use %s=dl4j"
              .formatted(Parameters.flag("cudaLibraries"), Parameters.flag("step")));
    }
    return compiled
        ? new StepLibraries(cache()).unpack(jars, getLog()::info)
        : new CudaFolders(CudaFolders.ND4J, List.of());
  }

  private InstalledCuda installed(boolean compiled) {
    return compiled ? machine().cudaForSteps() : machine().cuda();
  }

  /**
   * What there is of GPUs, whatever backend was chosen.
   *
   * @param jars some of which may be missing
   */
  final GpuDiagnosis gpus(Jars jars) {
    boolean compiled = compiledAskedFor();
    boolean unpacked = compiled && new StepLibraries(cache()).unpacked();
    List<Coordinates> wanted =
        compiled ? List.of(CudaArtifacts.cuda12Libraries()) : CudaArtifacts.of(libraries());
    return new GpuDiagnosis(
        machine().gpus(),
        compiled,
        gpu -> problem(gpu, compiled),
        new PreparedKernels(cache()),
        libraries(),
        installed(compiled),
        unpacked ? List.of() : wanted.stream().filter(jar -> !jars.has(jar)).toList());
  }

  private boolean compiledAskedFor() {
    BackendChoice choice = backendChoice();
    return Parameters.checked("step", step, () -> StepChoice.asksForCompiled(step, choice));
  }

  /** What keeps cells from running on a GPU, and what helps. */
  private Optional<Complaint> problem(Gpu gpu, boolean compiled) {
    if (!compiled) {
      return BackendChoice.problem(gpu, new PreparedKernels(cache()));
    }
    return StepCuda.problem(
        gpu,
        libraries(),
        libraries() == CudaLibraries.INSTALLED
            ? machine().cudaForSteps().version()
            : StepCuda.DOWNLOADED);
  }

  private CudaLibraries libraries() {
    return Parameters.checked(
        "cudaLibraries", cudaLibraries, () -> CudaLibraries.parse(cudaLibraries));
  }

  private BackendChoice backendChoice() {
    return Parameters.checked("backend", backend, () -> BackendChoice.parse(backend));
  }

  private Setup setup(Platform platform) {
    BackendChoice choice = backendChoice();
    boolean compiled = compiledAskedFor();
    return Parameters.checked(
        "backend",
        backend,
        () ->
            choice.decide(
                platform, () -> machine().gpus().only(gpus), gpu -> problem(gpu, compiled)));
  }

  final ProgressListener progress(LaunchPlan plan) {
    return ProgressListeners.of(
        plan.request().matrix(), getLog(), session().getRequest().isInteractiveMode());
  }

  private CellMemory memory(Matrix matrix, Protocol protocol) {
    return cellMemory == null
        ? CellMemory.ofLargest(matrix, protocol)
        : Parameters.checked(
            "cellMemory",
            cellMemory,
            () -> CellMemory.ofTotal(MemorySize.parse(cellMemory).bytes()));
  }
}
