package io.github.dropblock.harness.archive;

import io.github.dropblock.harness.experiment.Cell;
import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Profile;
import io.github.dropblock.harness.experiment.Regularizer;
import io.github.dropblock.harness.results.RunFolder;
import io.github.dropblock.harness.rundir.CellDirectory;
import io.github.dropblock.harness.rundir.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A run of AlexNet on photos, two arms with two seeds, in part or as a whole. */
final class TravellingRun {
  static final Cell NONE_1 = new Cell(Network.ALEXNET, Regularizer.NONE, 1);
  static final Cell DROP_1 = new Cell(Network.ALEXNET, Regularizer.DROPOUT_DROPBLOCK, 1);
  static final Cell NONE_2 = new Cell(Network.ALEXNET, Regularizer.NONE, 2);
  static final Cell DROP_2 = new Cell(Network.ALEXNET, Regularizer.DROPOUT_DROPBLOCK, 2);
  static final List<Cell> ALL = List.of(NONE_1, DROP_1, NONE_2, DROP_2);

  private static final List<Integer> CORRECT = List.of(262, 266, 259, 268);

  private TravellingRun() {}

  /** With the cells named finished, as a real run leaves them. */
  static RunFolder photos(Path folder, List<Cell> finished) throws IOException {
    return run(new RunFolder(folder).photos("train.zip"), finished);
  }

  /** The same of drawn images. */
  static RunFolder drawn(Path folder, List<Cell> finished) throws IOException {
    return run(new RunFolder(folder), finished);
  }

  private static RunFolder run(RunFolder run, List<Cell> finished) throws IOException {
    run.profile(Profile.QUICK)
        .matrix(
            List.of(Network.ALEXNET),
            List.of(Regularizer.NONE, Regularizer.DROPOUT_DROPBLOCK),
            List.of(1L, 2L))
        .split()
        .begin();
    for (Cell cell : finished) {
      finish(run, cell, CORRECT.get(ALL.indexOf(cell)));
    }
    return run;
  }

  static void finish(RunFolder run, Cell cell, int correct) throws IOException {
    run.finished(cell, correct, 0.25);
    if (cell.regularizer().dropsBlocks()) {
      run.exposed(cell);
    }
    run.sealed(cell);
    Files.writeString(run.files(cell).logFile(), "log of " + run.directory.path());
    Files.writeString(run.files(cell).checkpointFile(), "weights of " + cell);
  }

  /** Trained for some epochs, with a checkpoint. */
  static void begin(RunFolder run, Cell cell, int epochs) throws IOException {
    run.trained(cell, epochs, 0.5);
    Files.writeString(
        run.files(cell).checkpointFile(), "weights of %s, %d".formatted(cell, epochs));
  }

  static Path export(RunFolder run, boolean checkpoints) throws IOException {
    Path archive = run.directory.path().resolveSibling(run.directory.path().getFileName() + ".zip");
    Export.write(run.directory, archive, checkpoints);
    return archive;
  }

  static Imported bring(Path archive, Path to) throws IOException {
    try (RunArchive open = RunArchive.open(archive)) {
      return new Import().into(new RunDirectory(to), open);
    }
  }

  static Optional<Integer> correct(Path run, Cell cell) throws IOException {
    return files(run, cell).result().map(result -> result.testCorrect());
  }

  static CellDirectory files(Path run, Cell cell) {
    return new RunDirectory(run).cell(cell);
  }
}
