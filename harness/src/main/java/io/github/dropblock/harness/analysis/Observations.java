package io.github.dropblock.harness.analysis;

import io.github.dropblock.harness.experiment.Cell;
import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Regularizer;
import io.github.dropblock.harness.rundir.RunDirectory;
import io.github.dropblock.harness.rundir.RunRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/** All finished trainings of a run. */
public record Observations(List<Observation> all) {
  public Observations {
    all = List.copyOf(all);
  }

  /**
   * Reads the finished cells of a run directory; none where there is no run.
   *
   * @throws IOException naming the file that can't be read
   */
  public static Observations read(RunDirectory directory) throws IOException {
    Optional<RunRecord> run = directory.run();
    List<Observation> found = new ArrayList<>();
    if (run.isPresent()) {
      for (Cell cell : run.get().matrix().cells()) {
        Observation.read(cell, directory.cell(cell)).ifPresent(found::add);
      }
    }
    return new Observations(found);
  }

  /** A finished cell's training. */
  public Optional<Observation> of(Cell cell) {
    return all.stream().filter(training -> training.cell().equals(cell)).findFirst();
  }

  /** Seeds whose cell is finished, ascending. */
  public List<Long> seeds(Network network, Regularizer regularizer) {
    return all.stream()
        .map(Observation::cell)
        .filter(cell -> cell.network() == network && cell.regularizer() == regularizer)
        .map(Cell::seed)
        .sorted()
        .toList();
  }

  /**
   * What a measure says of a cell, in the measure's unit; absent before it is finished, and where
   * its files don't tell.
   */
  public OptionalDouble value(Measure measure, Cell cell) {
    return of(cell).map(training -> measure.of(training, this)).orElse(OptionalDouble.empty());
  }

  /** Values of all finished seeds, by ascending seed, where there is one. */
  public List<Double> values(Measure measure, Network network, Regularizer regularizer) {
    return seeds(network, regularizer).stream()
        .map(seed -> value(measure, new Cell(network, regularizer, seed)))
        .flatMapToDouble(OptionalDouble::stream)
        .boxed()
        .toList();
  }

  /**
   * The network's reference loss, nats: the largest of its trainings' lowest smoothed validation
   * losses. Of the paper's arms only, so that a further arm doesn't move it.
   */
  public OptionalDouble reference(Network network) {
    return all.stream()
        .filter(training -> training.cell().network() == network)
        .filter(training -> training.cell().regularizer().inPaper())
        .flatMapToDouble(training -> best(training))
        .max();
  }

  private static DoubleStream best(Observation training) {
    return Convergence.best(training.validationLosses()).stream();
  }
}
