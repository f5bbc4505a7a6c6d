package io.github.dropblock.harness.archive;

import io.github.dropblock.harness.experiment.Cell;
import io.github.dropblock.harness.files.FileTree;
import io.github.dropblock.harness.rundir.RunDirectory;
import io.github.dropblock.harness.rundir.RunIdentity;
import io.github.dropblock.harness.rundir.RunLock;
import io.github.dropblock.harness.rundir.RunRecord;
import io.github.dropblock.harness.rundir.SettingsConflictException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Merges an archive into a run directory. All of it is unpacked beside the cells and looked at
 * first; then each cell is moved into its place whole. Killed at any moment it leaves a run, and
 * doing it again does the rest.
 */
public final class Import {
  private final Move move;

  /** Moves a file or folder within the run directory. */
  interface Move {
    void move(Path from, Path to) throws IOException;
  }

  public Import() {
    this((from, to) -> Files.move(from, to, StandardCopyOption.ATOMIC_MOVE));
  }

  Import(Move move) {
    this.move = move;
  }

  /**
   * Merges.
   *
   * @param directory of a run, or of none yet
   * @throws SettingsConflictException if the directory holds results of other settings; nothing has
   *     been changed then
   * @throws IOException in a line for the user, if the archive is damaged or no run's, a cell has
   *     other results in it than here (nothing has been changed in both cases), another process
   *     uses the directory, or it can't be written
   */
  public Imported into(RunDirectory directory, RunArchive archive) throws IOException {
    directory.requireNoLinks();
    boolean made = Files.notExists(directory.path());
    RunLock lock = RunLock.take(directory.path());
    try {
      directory.removeParts();
      try {
        archive.unpack(directory.arrivals());
        return merge(directory, archive);
      } finally {
        FileTree.delete(directory.arrivals());
      }
    } finally {
      if (made) {
        lock.closeUnused();
      } else {
        lock.close();
      }
    }
  }

  private Imported merge(RunDirectory directory, RunArchive archive) throws IOException {
    RunRecord arriving = archive.run();
    Optional<RunRecord> there = directory.run();
    if (there.isPresent()) {
      List<String> differences = RunIdentity.differences(there.get(), arriving);
      if (!differences.isEmpty()) {
        throw new SettingsConflictException(directory.path(), differences);
      }
    }
    RunRecord merged = there.map(run -> RunMerge.of(run, arriving)).orElse(arriving);
    RunDirectory unpacked = new RunDirectory(directory.arrivals());
    List<Arrival> arrivals = new ArrivalCheck(archive, unpacked, arriving, directory).arrivals();
    new FormCheck(directory, merged).requireSame(arrivals);
    List<Admission> admissions = new ArrayList<>();
    for (Arrival arrival : arrivals) {
      admissions.add(Admission.of(arrival, archive.file()));
    }

    moveIfNew(unpacked.splitFile(), directory.splitFile());
    moveIfNew(unpacked.pretrainingSplitFile(), directory.pretrainingSplitFile());
    if (!there.equals(Optional.of(merged))) {
      directory.write(merged);
    }
    for (Admission admission : admissions) {
      if (admission.taken()) {
        moveIn(admission.arrival(), directory);
      }
    }
    return new Imported(directory, admissions, missing(directory, merged));
  }

  private void moveIfNew(Path from, Path to) throws IOException {
    if (Files.exists(from) && Files.notExists(to)) {
      Files.createDirectories(to.getParent());
      move.move(from, to);
    }
  }

  /** What stands there is of no more use, but goes only when the other is whole beside it. */
  private void moveIn(Arrival arrival, RunDirectory directory) throws IOException {
    Path to = arrival.destination().path();
    Files.createDirectories(to.getParent());
    if (Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
      Optional<RunLock> unused = RunLock.tryTake(to);
      if (unused.isEmpty()) {
        throw new IOException(
            to + " is still being trained by another process; end it, then import again");
      }
      unused.get().close();
      Path replaced =
          directory.arrivals().resolve("replaced").resolve(arrival.inRun(directory.path()));
      Files.createDirectories(replaced.getParent());
      move.move(to, replaced);
    }
    move.move(arrival.files().path(), to);
  }

  private static List<Cell> missing(RunDirectory directory, RunRecord run) {
    return run.matrix().cells().stream().filter(cell -> !directory.cell(cell).done()).toList();
  }
}
