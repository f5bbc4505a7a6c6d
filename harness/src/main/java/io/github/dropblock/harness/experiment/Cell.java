package io.github.dropblock.harness.experiment;

import java.util.Objects;

/**
 * One training run: a network with a regularizer, and the seed that everything random in it comes
 * from.
 */
public record Cell(Network network, Regularizer regularizer, long seed) {
  public Cell {
    Objects.requireNonNull(network, "network");
    Objects.requireNonNull(regularizer, "regularizer");
    if (seed < 0) {
      throw new IllegalArgumentException("seed is " + seed + "; it must be 0 or more");
    }
  }

  /** The cell's name, and that of its folder: {@code resnet-34-dropout-dropblock-s1}. */
  public String id() {
    return network.id() + "-" + regularizer.id() + "-s" + seed;
  }

  @Override
  public String toString() {
    return id();
  }
}
