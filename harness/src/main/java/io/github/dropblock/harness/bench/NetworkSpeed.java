package io.github.dropblock.harness.bench;

import java.util.List;

/**
 * What a forked JVM measured of one network.
 *
 * @param backend in ND4J's own words
 * @param waitingShare of the time, how much went by waiting for a batch, 0 to 1
 * @param steps for each regularizer
 * @param peers a line on each Python that was asked for: how it computed, or why it did not
 */
public record NetworkSpeed(
    String backend, double waitingShare, List<StepSpeed> steps, List<String> peers) {
  public NetworkSpeed {
    steps = List.copyOf(steps);
    peers = List.copyOf(peers);
  }
}
