package io.github.dropblock.harness.rundir;

import io.github.dropblock.harness.experiment.Cell;
import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.files.AtomicFile;
import io.github.dropblock.harness.files.FileTree;
import io.github.dropblock.harness.files.Json;
import io.github.dropblock.harness.files.PlainTree;
import io.github.dropblock.harness.remedy.Reason;
import io.github.dropblock.harness.remedy.RemediableException;
import io.github.dropblock.harness.remedy.Remedy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The files of a matrix:
 *
 * <pre>
 * run.json
 * data/split.csv, data/pretraining.csv   which image is in which part
 * pretrained/vgg-16/                     a cell's files, of the source task
 * cells/resnet-34-none-s1/               settings, metrics, predictions, checkpoint, result, log
 * report/                                index.html, summary.md, junit.xml, results.json
 * </pre>
 */
public record RunDirectory(Path path) {
  /**
   * @throws IOException if there are links in it: strangers hand over run directories, and what is
   *     written, appended to and deleted here would be so elsewhere
   */
  public void requireNoLinks() throws IOException {
    new PlainTree(path).require();
  }

  public Path runFile() {
    return path.resolve("run.json");
  }

  public Path splitFile() {
    return data().resolve("split.csv");
  }

  public Path pretrainingSplitFile() {
    return data().resolve("pretraining.csv");
  }

  /** Where an import unpacks what it merges, for no longer than it runs. */
  public Path arrivals() {
    return path.resolve("arrivals");
  }

  public Path report() {
    return path.resolve("report");
  }

  public CellDirectory cell(Cell cell) {
    return new CellDirectory(path.resolve("cells").resolve(cell.id()));
  }

  /** Where the fine-tuned network learns the source task. */
  public CellDirectory pretraining(Network network) {
    return new CellDirectory(path.resolve("pretrained").resolve(network.id()));
  }

  public Optional<RunRecord> run() throws IOException {
    if (Files.notExists(runFile())) {
      return Optional.empty();
    }
    try {
      return Optional.of(Json.read(runFile(), RunRecord.class));
    } catch (IOException e) {
      throw new RemediableException(Reason.of(e), e, Remedy.RESTORE_IT, Remedy.REMAKE_RUN_RECORD);
    }
  }

  private Path data() {
    return path.resolve("data");
  }

  /** Deletes what killed processes left half-written; for who holds the directory's lock. */
  public void removeParts() throws IOException {
    AtomicFile.removeParts(path);
    AtomicFile.removeParts(data());
    AtomicFile.removeParts(report());
    FileTree.delete(arrivals());
  }

  public void write(RunRecord run) throws IOException {
    Json.write(runFile(), run);
  }
}
