package io.github.dropblock.harness.results;

import io.github.dropblock.harness.experiment.Cell;
import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Regularizer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** All finished trainings of a run. */
public record Trainings(List<CellFiles> all) {
  public Trainings {
    all = List.copyOf(all);
  }

  /** A finished cell's training. */
  public Optional<CellFiles> of(Cell cell) {
    return all.stream().filter(training -> training.cell().equals(cell)).findFirst();
  }

  /** Seeds whose cell is finished, ascending. */
  public List<Long> seeds(Network network, Regularizer regularizer) {
    return all.stream()
        .map(CellFiles::cell)
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

  /** Mean over an arm's finished seeds; NaN without a value. */
  public double mean(Measure measure, Arm arm) {
    return arm.finished().stream()
        .flatMapToDouble(training -> measure.of(training, this).stream())
        .average()
        .orElse(Double.NaN);
  }
}
