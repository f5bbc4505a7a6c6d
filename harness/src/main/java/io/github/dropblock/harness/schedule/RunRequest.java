package io.github.dropblock.harness.schedule;

import io.github.dropblock.harness.backend.Backend;
import io.github.dropblock.harness.backend.Step;
import io.github.dropblock.harness.experiment.Experiment;
import io.github.dropblock.harness.experiment.Matrix;
import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Protocol;
import io.github.dropblock.harness.experiment.Reading;
import io.github.dropblock.harness.rundir.RunDirectory;
import io.github.dropblock.harness.rundir.RunRecord;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A matrix to run.
 *
 * @param directory the run directory
 * @param backend that must compute
 * @param step how training steps are computed; null for Deeplearning4j's own way
 * @param parallelCells cells trained at a time, 1 or more
 * @param command that repeats the run
 * @param readOtherwise the run that reads the paper otherwise and is the same but for that; null
 *     where there is none
 */
public record RunRequest(
    RunDirectory directory,
    Experiment experiment,
    Inputs inputs,
    Backend backend,
    @Nullable Step step,
    int parallelCells,
    RunRecord.Versions versions,
    String command,
    @Nullable RunDirectory readOtherwise) {
  public RunRequest {
    if (parallelCells < 1) {
      throw new IllegalArgumentException(
          "parallel cells are " + parallelCells + "; there must be 1 or more");
    }
  }

  /** A run that stands alone. */
  public RunRequest(
      RunDirectory directory,
      Experiment experiment,
      Inputs inputs,
      Backend backend,
      @Nullable Step step,
      int parallelCells,
      RunRecord.Versions versions,
      String command) {
    this(directory, experiment, inputs, backend, step, parallelCells, versions, command, null);
  }

  /**
   * The same in a run beside this one, under another reading of the paper.
   *
   * @throws IllegalArgumentException if this one reads it so already
   */
  public RunRequest under(Reading reading) {
    if (reading.of(protocol()).equals(protocol())) {
      throw new IllegalArgumentException(
          "the run itself reads the paper by %s; leave it out".formatted(reading.id()));
    }
    String name = reading.run(experiment.name());
    return new RunRequest(
        new RunDirectory(directory.path().toAbsolutePath().resolveSibling(name)),
        new Experiment(name, experiment.profile(), matrix(), reading.of(protocol())),
        inputs,
        backend,
        step,
        parallelCells,
        versions,
        command,
        directory);
  }

  /** The cells to train. */
  public Matrix matrix() {
    return experiment.matrix();
  }

  /** How they are trained. */
  public Protocol protocol() {
    return experiment.protocol();
  }

  /** Whether a network learns the source task first. */
  boolean pretrains(Network network) {
    return network.fineTuned() && inputs.weights().isEmpty();
  }

  /** What a directory holds when this has run in it, after what ran there before. */
  RunRecord record(RunRecord.DataSummary data, Optional<RunRecord> earlier) {
    return new RunRecord(
        RunRecord.SCHEMA,
        experiment.name(),
        experiment.profile().id(),
        earlier.map(run -> run.matrix().union(matrix())).orElse(matrix()),
        protocol(),
        data,
        backend,
        versions,
        RunRecord.Host.current(),
        earlier.map(run -> RunRecord.commands(run.command(), command)).orElse(command),
        earlier.map(RunRecord::started).orElseGet(Instant::now));
  }
}
