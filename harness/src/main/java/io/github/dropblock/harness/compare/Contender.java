package io.github.dropblock.harness.compare;

import io.github.dropblock.harness.rundir.RunDirectory;
import java.util.Objects;

/**
 * A run to compare.
 *
 * @param label what the user calls it
 */
public record Contender(String label, RunDirectory directory) {
  public Contender {
    Objects.requireNonNull(label, "label");
    Objects.requireNonNull(directory, "directory");
  }
}
