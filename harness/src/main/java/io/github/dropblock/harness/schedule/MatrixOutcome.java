package io.github.dropblock.harness.schedule;

import io.github.dropblock.harness.experiment.Cell;
import java.util.List;

/**
 * What came of a matrix.
 *
 * @param finished cells with a result, earlier invocations' included, in the matrix's order
 * @param failed cells without one; each folder's {@code failure.json} says why
 */
public record MatrixOutcome(List<Cell> finished, List<Cell> failed) {
  public MatrixOutcome {
    finished = List.copyOf(finished);
    failed = List.copyOf(failed);
  }
}
