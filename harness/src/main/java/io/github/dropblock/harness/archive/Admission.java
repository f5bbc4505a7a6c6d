package io.github.dropblock.harness.archive;

import io.github.dropblock.harness.remedy.RemediableException;
import io.github.dropblock.harness.remedy.Remedy;
import io.github.dropblock.harness.rundir.CellDirectory;
import io.github.dropblock.harness.rundir.CellResult;
import io.github.dropblock.harness.rundir.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What becomes of an arrival in the run directory.
 *
 * @param taken whether it is moved in; else what is there stays
 */
record Admission(Arrival arrival, boolean taken) {

  /**
   * Decides.
   *
   * @param archive for messages
   * @throws IOException in a line for the user, if another result of the cell is there
   */
  static Admission of(Arrival arrival, Path archive) throws IOException {
    CellDirectory there = arrival.destination();
    Optional<CellResult> result = there.result();
    boolean weights = Files.exists(there.checkpointFile());
    if (result.isEmpty()) {
      boolean further =
          arrival.result().isEmpty() && weights && there.metrics().size() >= arrival.epochs();
      return new Admission(arrival, !further);
    }
    if (arrival.pretraining()) {
      // Cells of other places started from their own, of the same settings: no result of the run.
      return new Admission(
          arrival,
          !weights
              && arrival.result().isPresent()
              && Files.exists(arrival.files().checkpointFile()));
    }
    if (arrival.result().isPresent() && !Outcome.of(there).equals(Outcome.of(arrival.files()))) {
      throw new RemediableException(
          "%s has one result in %s (%s) and another in %s (%s)"
              .formatted(
                  arrival.name(),
                  archive,
                  words(arrival.result().get()),
                  there.path(),
                  words(result.get())),
          Remedy.IMPORT_ELSEWHERE,
          Remedy.DELETE_CELL_OF_RUN);
    }
    return new Admission(arrival, false);
  }

  private static String words(CellResult result) {
    Machine machine = result.machine();
    return "%s of %s right, by %s"
        .formatted(
            result.testCorrect(),
            result.testImages(),
            machine == null ? "a machine not recorded" : machine.processor());
  }
}
