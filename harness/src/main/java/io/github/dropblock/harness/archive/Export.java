package io.github.dropblock.harness.archive;

import io.github.dropblock.harness.experiment.Cell;
import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.files.AtomicFile;
import io.github.dropblock.harness.images.SplitManifest;
import io.github.dropblock.harness.remedy.RemediableException;
import io.github.dropblock.harness.remedy.Remedy;
import io.github.dropblock.harness.rundir.CellDirectory;
import io.github.dropblock.harness.rundir.RunDirectory;
import io.github.dropblock.harness.rundir.RunRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes a run, finished or not, into one file. The same files give the same bytes, whenever and
 * wherever they are packed by the same Java. A run that goes on meanwhile does no harm: a cell's
 * files are final once it has its result.
 */
public final class Export {
  /**
   * A date that a zip's own form tells; of the very first that it could, Java adds a longer form,
   * which depends on the time zone.
   */
  private static final LocalDateTime ALWAYS = LocalDateTime.of(1980, 2, 1, 0, 0);

  private final RunDirectory directory;
  private final RunRecord run;
  private final boolean checkpoints;
  private final Map<String, AtomicFile.Content> entries = new TreeMap<>();
  private final List<Cell> finished = new ArrayList<>();
  private final List<Cell> unfinished = new ArrayList<>();

  private Export(RunDirectory directory, RunRecord run, boolean checkpoints) {
    this.directory = directory;
    this.run = run;
    this.checkpoints = checkpoints;
  }

  /**
   * Writes an archive, replacing an earlier one of the same run.
   *
   * @param checkpoints whether weights travel too; unfinished cells do so only with them, since
   *     without they would start afresh
   * @throws IOException in a line for the user, if there is no run or nothing in it to take along,
   *     a finished cell's files have changed, or something else is in the file
   */
  public static Exported write(RunDirectory directory, Path archive, boolean checkpoints)
      throws IOException {
    directory.requireNoLinks();
    RunRecord run =
        directory
            .run()
            .orElseThrow(
                () ->
                    new RemediableException(
                        directory.path() + " holds no run.json, so there is no run",
                        Remedy.RUN_REPRODUCE_FIRST,
                        Remedy.NAME_OTHER_RUN));
    return new Export(directory, run, checkpoints).write(archive);
  }

  private Exported write(Path archive) throws IOException {
    requireReplaceable(archive);
    entries.put(EntryNames.RUN, TravellingCell.text(WithoutPaths.of(run)));
    addSplit();
    for (Cell cell : run.matrix().cells()) {
      addCell(cell);
    }
    List<Cell> travelling = checkpoints ? unfinished : List.of();
    if (finished.isEmpty() && travelling.isEmpty()) {
      throw new RemediableException(
          "no cell of %s has a result%s, so there is nothing to export"
              .formatted(directory.path(), checkpoints ? " or a checkpoint" : ""),
          Remedy.FINISH_A_CELL);
    }
    for (Network network : run.matrix().networks()) {
      addPretraining(network);
    }
    AtomicFile.write(archive, this::zip);
    return new Exported(
        archive,
        Files.size(archive),
        finished,
        travelling,
        checkpoints ? List.of() : unfinished,
        !run.data().drawn());
  }

  /** Photos may be in a zip of the same name, or another run that nobody has imported yet. */
  private void requireReplaceable(Path archive) throws IOException {
    if (Files.exists(archive) && Files.size(archive) > 0 && !exportedBefore(archive)) {
      throw new RemediableException(
          "%s is there already and holds no export of the run %s, so it is left as it is"
              .formatted(archive, run.name()),
          Remedy.NAME_OTHER_ARCHIVE,
          Remedy.REMOVE_IT);
    }
  }

  private boolean exportedBefore(Path archive) {
    try (RunArchive earlier = RunArchive.open(archive)) {
      return earlier.run().name().equals(run.name());
    } catch (IOException e) {
      return false;
    }
  }

  private void addSplit() throws IOException {
    Path split = directory.splitFile();
    String fingerprint = SplitManifest.read(split).fingerprint();
    if (!fingerprint.equals(run.data().fingerprint())) {
      throw new RemediableException(
          split + " is not the split that run.json names", Remedy.RESTORE_SPLIT);
    }
    entries.put(EntryNames.SPLIT, out -> Files.copy(split, out));
  }

  private void addCell(Cell cell) throws IOException {
    CellDirectory files = directory.cell(cell);
    boolean done = files.result().isPresent();
    if (!done && Files.notExists(files.checkpointFile())) {
      return;
    }
    // Another's cell does not travel under this one's name.
    files.settings(run, cell);
    (done ? finished : unfinished).add(cell);
    if (done || checkpoints) {
      add(files, EntryNames.folder(cell));
    }
  }

  /** What fine-tuned cells started from, where it is finished. */
  private void addPretraining(Network network) throws IOException {
    CellDirectory files = directory.pretraining(network);
    Path split = directory.pretrainingSplitFile();
    if (network.fineTuned() && files.result().isPresent() && Files.exists(split)) {
      entries.put(EntryNames.PRETRAINING_SPLIT, out -> Files.copy(split, out));
      add(files, EntryNames.folderOfPretraining(network));
    }
  }

  private void add(CellDirectory files, String folder) throws IOException {
    entries.putAll(new TravellingCell(files, folder, run.data().drawn(), checkpoints).entries());
  }

  private void zip(OutputStream out) throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out);
    for (Map.Entry<String, AtomicFile.Content> each : entries.entrySet()) {
      ZipEntry entry = new ZipEntry(each.getKey());
      entry.setTimeLocal(ALWAYS);
      // Weights hardly shrink.
      zip.setLevel(
          EntryNames.checkpoint(each.getKey())
              ? Deflater.NO_COMPRESSION
              : Deflater.BEST_COMPRESSION);
      zip.putNextEntry(entry);
      each.getValue().writeTo(zip);
      zip.closeEntry();
    }
    zip.finish();
  }
}
