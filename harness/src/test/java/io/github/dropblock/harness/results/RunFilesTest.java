package io.github.dropblock.harness.results;

import static io.github.dropblock.harness.experiment.Regularizer.DROPOUT_DROPBLOCK;
import static io.github.dropblock.harness.experiment.Regularizer.NONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dropblock.harness.experiment.Cell;
import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Profile;
import io.github.dropblock.harness.experiment.Regularizer;
import io.github.dropblock.harness.files.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders of cells are copied about by hand: a result counts only in its own place. */
class RunFilesTest {
  @TempDir Path folder;
  private TinyRun run;

  @BeforeEach
  void finish() throws IOException {
    run =
        TinyRun.drawn(folder.resolve("run"))
            .threeFinished(NONE, 1, 2)
            .threeFinished(DROPOUT_DROPBLOCK, 3);
  }

  @Test
  void cellsInTheirOwnPlaceCount() throws IOException {
    assertThat(RunFiles.readAll(run.directory()).count(CellState.FINISHED)).isEqualTo(6);
  }

  @Test
  void anotherSeedsTrainingDoesNotCount() throws IOException {
    copy(cell(run, NONE, 2), cell(run, NONE, 1));

    assertForeign("holds settings of resnet-34-none-s2");
  }

  @Test
  void anotherArmsTrainingDoesNotCount() throws IOException {
    copy(cell(run, DROPOUT_DROPBLOCK, 1), cell(run, NONE, 1));

    assertForeign("holds settings of resnet-34-dropout-dropblock-s1");
  }

  @Test
  void aTrainingByOtherSettingsDoesNotCount() throws IOException {
    copy(other(Profile.QUICK, "1.0.0-M1.1", "a"), cell(run, NONE, 1));

    assertForeign("was trained by other settings than its run.json names (");
  }

  @Test
  void aTrainingOnOtherImagesDoesNotCount() throws IOException {
    copy(other(Profile.SMOKE, "1.0.0-M1.1", "b"), cell(run, NONE, 1));

    assertForeign("was trained with another split of the images");
  }

  @Test
  void aTrainingByAnotherDeeplearning4jDoesNotCount() throws IOException {
    copy(other(Profile.SMOKE, "1.0.0-M2.1", "a"), cell(run, NONE, 1));

    assertForeign("was trained by another backend or Deeplearning4j than its run.json names");
  }

  @Test
  void aResultWithoutSettingsDoesNotCount() throws IOException {
    Files.delete(cell(run, NONE, 1).resolve("settings.json"));

    assertForeign("settings.json is missing, though there is a result");
  }

  private Path other(Profile profile, String deeplearning4j, String images) throws IOException {
    TinyRun other = new TinyRun(folder.resolve("other"), profile, deeplearning4j, images, 1L);
    return cell(other.finished(NONE, 1, 1, 2), NONE, 1);
  }

  /** A report tells it as a failure, and what judges a run refuses it. */
  private void assertForeign(String reason) throws IOException {
    CellFiles found = RunFiles.read(run.directory()).cells().get(0);
    assertThat(found.state()).isEqualTo(CellState.FAILED);
    assertThat(found.damage()).hasValueSatisfying(damage -> assertThat(damage).contains(reason));
    assertThatThrownBy(() -> RunFiles.readAll(run.directory()))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(cell(run, NONE, 1).toString())
        .hasMessageContaining(reason);
  }

  private static Path cell(TinyRun of, Regularizer regularizer, long seed) {
    return of.directory().cell(new Cell(Network.RESNET_34, regularizer, seed)).path();
  }

  private static void copy(Path from, Path to) throws IOException {
    FileTree.delete(to);
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }
}
