package io.github.dropblock.harness.chaos;

import io.github.dropblock.harness.backend.Backend;
import io.github.dropblock.harness.backend.Platform;
import io.github.dropblock.harness.backend.Step;
import io.github.dropblock.harness.backend.StepChoice;
import io.github.dropblock.harness.experiment.Experiment;
import io.github.dropblock.harness.experiment.Matrix;
import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Optimizer;
import io.github.dropblock.harness.experiment.Phase;
import io.github.dropblock.harness.experiment.Profile;
import io.github.dropblock.harness.experiment.Protocol;
import io.github.dropblock.harness.experiment.Regularizer;
import io.github.dropblock.harness.fork.ForkOptions;
import io.github.dropblock.harness.fork.ForkedJvm;
import io.github.dropblock.harness.remedy.Remedy;
import io.github.dropblock.harness.report.Report;
import io.github.dropblock.harness.rundir.RunDirectory;
import io.github.dropblock.harness.rundir.RunRecord;
import io.github.dropblock.harness.schedule.Inputs;
import io.github.dropblock.harness.schedule.MatrixOutcome;
import io.github.dropblock.harness.schedule.MatrixRunner;
import io.github.dropblock.harness.schedule.RunRequest;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What the goal {@code reproduce} does, in a JVM that tests can kill: trains the smallest cells
 * there are, each in a forked JVM, and writes the report.
 */
final class RunMain {
  /** Every cell finished. */
  static final int DONE = 0;

  /** A cell failed. */
  static final int FAILED = 10;

  private static final int EPOCHS = 4;

  /** Native ones: several must give the same bits each time, too. */
  private static final int THREADS = 2;

  private static final long MIB = 1L << 20;

  private RunMain() {}

  /** Starts it. */
  static Process start(Path folder, List<Network> networks) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            RunMain.class.getName(),
            folder.toString(),
            String.join(",", networks.stream().map(Network::name).toList()))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("parent.log").toFile()))
        .start();
  }

  /**
   * @param arguments a folder for the run directory and the cache, and the networks
   */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    List<Network> networks = Arrays.stream(arguments[1].split(",")).map(Network::valueOf).toList();
    RunRequest request = request(folder, networks);
    MatrixOutcome outcome = new MatrixRunner(new ForkedJvm(options()), new Silence()).run(request);
    Report.render(request.directory(), Optional.empty(), Remedy::name);
    System.exit(outcome.failed().isEmpty() ? DONE : FAILED);
  }

  static RunDirectory directory(Path folder) {
    return new RunDirectory(folder.resolve("run"));
  }

  private static RunRequest request(Path folder, List<Network> networks) {
    return new RunRequest(
        directory(folder),
        new Experiment(
            "chaos",
            Profile.SMOKE,
            new Matrix(networks, List.of(Regularizer.DROPOUT_DROPBLOCK), List.of(1L)),
            protocol()),
        Inputs.drawn(folder.resolve("cache")),
        Backend.CPU,
        step(),
        networks.size(),
        new RunRecord.Versions("0.1.0", "1.0.0-M1.1", "17", "3.9", null),
        "mvn dropblock:reproduce");
  }

  private static Protocol protocol() {
    Protocol.Builder shorter = Profile.SMOKE.protocol().toBuilder().images(34).batchSize(16);
    for (Network network : Network.values()) {
      shorter.phases(
          network,
          List.of(
              new Phase(Optimizer.ADADELTA, 1, 2), new Phase(Optimizer.ADAMAX, 0.002, EPOCHS - 2)));
    }
    return shorter.pretrainingImages(34).pretrainingEpochs(2).build();
  }

  /** This JVM's own class path holds all that a training needs. */
  private static ForkOptions options() {
    List<Path> classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(Path::of)
            .toList();
    return new ForkOptions(
        classPath,
        THREADS,
        256 * MIB,
        512 * MIB,
        List.of("-XX:TieredStopAtLevel=1"),
        step().environment());
  }

  /** As this machine's users get it. */
  private static Step step() {
    return StepChoice.of(null, Backend.CPU, Platform.current(), null).step(THREADS);
  }
}
