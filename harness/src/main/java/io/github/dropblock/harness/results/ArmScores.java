package io.github.dropblock.harness.results;

import io.github.dropblock.harness.experiment.Cell;
import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Regularizer;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A network with a regularizer, over a run's seeds.
 *
 * @param finished what its finished cells reached
 * @param missing its cells without a result
 */
public record ArmScores(
    Network network, Regularizer regularizer, List<Score> finished, List<Cell> missing) {

  public String title() {
    return network.title() + ", " + regularizer.title();
  }

  /** Whether all of its cells have a result. */
  public boolean complete() {
    return missing.isEmpty() && !finished.isEmpty();
  }

  /** Mean over the finished seeds; NaN without any. */
  public double mean(Measure measure) {
    return finished.stream().mapToDouble(measure::of).average().orElse(Double.NaN);
  }

  /** Test images of one seed; the seeds share them. Needs a finished seed. */
  public int testImages() {
    return finished.get(0).testImages();
  }

  /** As {@code resnet-34-none-s2 has no result}. */
  public String whatIsMissing() {
    return missing.isEmpty()
        ? "not in this run"
        : missing.stream().map(Cell::id).collect(Collectors.joining(", "))
            + (missing.size() == 1 ? " has no result" : " have no result");
  }

  /** Where a measure stands in the run directory, with {@code *} for the seed if several. */
  public String file(String name) {
    String seed =
        finished.size() + missing.size() == 1
            ? String.valueOf((finished.isEmpty() ? missing.get(0) : finished.get(0).cell()).seed())
            : "*";
    return "cells/%s-%s-s%s/%s".formatted(network.id(), regularizer.id(), seed, name);
  }

  /** As {@code , mean of 3 seeds}, or nothing for one. */
  public String seedsNote() {
    return finished.size() < 2 ? "" : ", mean of " + finished.size() + " seeds";
  }
}
