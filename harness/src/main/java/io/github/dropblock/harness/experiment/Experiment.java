package io.github.dropblock.harness.experiment;

import java.util.Objects;

/**
 * What is tried.
 *
 * @param name of the run
 * @param profile that the protocol started from
 * @param matrix cells to train
 * @param protocol how they are trained, with every override
 */
public record Experiment(String name, Profile profile, Matrix matrix, Protocol protocol) {
  public Experiment {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(profile, "profile");
    Objects.requireNonNull(matrix, "matrix");
    Objects.requireNonNull(protocol, "protocol");
  }
}
