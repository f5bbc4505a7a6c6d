package io.github.dropblock.plugin;

import io.github.dropblock.harness.backend.Backend;
import io.github.dropblock.harness.backend.Platform;
import io.github.dropblock.harness.experiment.Matrix;
import io.github.dropblock.harness.experiment.Profile;
import io.github.dropblock.harness.experiment.Protocol;
import io.github.dropblock.harness.run.CellLauncher;
import io.github.dropblock.harness.run.CellMemory;
import io.github.dropblock.harness.run.Concurrency;
import io.github.dropblock.harness.run.EpochLimit;
import io.github.dropblock.harness.run.ForkedCellLauncher;
import io.github.dropblock.harness.run.PatientLauncher;
import io.github.dropblock.harness.run.ProgressListener;
import io.github.dropblock.harness.run.RunDirectory;
import io.github.dropblock.harness.run.RunRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugins.annotations.Parameter;
import org.eclipse.aether.RepositorySystem;

/** The parameters of what the cells run on. */
abstract class MachineMojo extends ExperimentMojo {

  /** What computes: {@code auto} or {@code cpu}. */
  @Parameter(property = "dropblock.backend", defaultValue = "auto")
  private String backend;

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

  @Parameter(defaultValue = "${session}", readonly = true, required = true)
  private MavenSession session;

  final MavenSession session() {
    return session;
  }

  /** What would run where: all parameters checked, nothing begun. */
  final Plan plan() throws IOException {
    Profile profile = profile();
    Protocol protocol = protocol();
    Matrix matrix = matrix();
    String name = runName(profile.id());
    RunDirectory directory = directory(name);
    Paths.writable("runDirectory", directory.path());
    Backend chosen = Parameters.checked("backend", backend, () -> Backend.parse(backend));
    CellMemory memory = memory(matrix, protocol);
    Machine machine = Machine.current();
    Concurrency concurrency = concurrency(matrix, machine, memory);
    RunRequest request =
        new RunRequest(
            directory,
            name,
            profile,
            matrix,
            protocol,
            data(),
            pretrainingData(),
            split(),
            weights(),
            cache(),
            chosen.id(),
            concurrency.parallelCells(),
            Provenance.versions(session),
            Provenance.command(session.getUserProperties()));
    return new Plan(
        request,
        chosen,
        Platform.current(),
        machine,
        memory,
        concurrency,
        Parameters.checked("jvmArguments", jvmArguments, () -> JvmArguments.split(jvmArguments)));
  }

  /** Trains in JVMs whose class path is resolved now. */
  final CellLauncher launcher(Plan plan, RepositorySystem repositories) throws IOException {
    EpochLimit limit =
        Parameters.checked(
            "epochTimeout",
            epochTimeout,
            () -> new EpochLimit(Optional.ofNullable(epochTimeout).map(Duration::ofMinutes)));
    return new PatientLauncher(
        new ForkedCellLauncher(
            plan.forkOptions(
                new ForkClassPath(repositories, session).resolve(plan.backend(), plan.platform()))),
        limit);
  }

  final ProgressListener progress(Plan plan) {
    return Progress.of(plan.request().matrix(), getLog(), session.getRequest().isInteractiveMode());
  }

  private CellMemory memory(Matrix matrix, Protocol protocol) {
    return cellMemory == null
        ? CellMemory.ofLargest(matrix, protocol)
        : Parameters.checked(
            "cellMemory",
            cellMemory,
            () -> CellMemory.ofTotal(MemorySize.parse(cellMemory).bytes()));
  }

  private Concurrency concurrency(Matrix matrix, Machine machine, CellMemory each) {
    Concurrency shared =
        parallelCells == null
            ? Concurrency.fitting(matrix.cells().size(), machine.cores(), machine.memory(), each)
            : Parameters.checked(
                "parallelCells",
                parallelCells,
                () -> Concurrency.of(parallelCells, machine.cores()));
    return threadsPerCell == null
        ? shared
        : Parameters.checked(
            "threadsPerCell",
            threadsPerCell,
            () -> new Concurrency(shared.parallelCells(), threadsPerCell));
  }
}
