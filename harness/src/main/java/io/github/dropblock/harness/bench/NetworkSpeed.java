package io.github.dropblock.harness.bench;

import java.util.List;

/**
 * What a forked JVM measured of one network.
 *
 * @param backend in ND4J's own words
 * @param waitingShare of the time, how much went by waiting for a batch, 0 to 1
 * @param steps for each regularizer
 */
public record NetworkSpeed(String backend, double waitingShare, List<StepSpeed> steps) {
  public NetworkSpeed {
    steps = List.copyOf(steps);
  }
}
