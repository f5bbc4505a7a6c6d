package io.github.dropblock.harness.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dropblock.harness.files.Sha256;
import io.github.dropblock.harness.node.Letter;
import io.github.dropblock.harness.rundir.CellDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorrespondentTest {
  @TempDir Path temporary;
  private CellDirectory cell;
  private Correspondent correspondent;

  @BeforeEach
  void aCell() throws IOException {
    cell = new CellDirectory(Files.createDirectories(temporary.resolve("cells/a")));
    correspondent = new Correspondent(1, cell, temporary.resolve("arrivals"));
  }

  private static Letter.Piece piece(
      long attempt, String file, long offset, String text, String sum) {
    return new Letter.Piece(1, attempt, file, offset, text.getBytes(StandardCharsets.UTF_8), sum);
  }

  private void begin(long attempt) throws IOException {
    assertThat(correspondent.read(new Letter.Begin(1, attempt, "node " + attempt))).isNotNull();
  }

  @Test
  void aFileTakesItsPlaceWhenItsLastPieceHasCome() throws Exception {
    begin(1);
    correspondent.read(piece(1, "checkpoint.zip", 0, "half ", null));
    assertThat(cell.checkpointFile()).doesNotExist();
    correspondent.read(piece(1, "checkpoint.zip", 5, "whole", Sha256.of("half whole")));

    assertThat(cell.checkpointFile()).hasContent("half whole");
  }

  @Test
  void aFileThatArrivesDamagedLeavesTheOldOneInPlace() throws Exception {
    begin(1);
    correspondent.read(piece(1, "metrics.csv", 0, "good", Sha256.of("good")));

    assertThatThrownBy(
            () -> correspondent.read(piece(1, "metrics.csv", 0, "bad", Sha256.of("good"))))
        .hasMessageContaining("metrics.csv arrived damaged");
    assertThat(cell.metricsFile()).hasContent("good");
  }

  @Test
  void aPieceThatDoesNotFollowTheLastIsRefused() throws Exception {
    begin(1);
    correspondent.read(piece(1, "checkpoint.zip", 0, "half ", null));

    assertThatThrownBy(() -> correspondent.read(piece(1, "checkpoint.zip", 9, "x", null)))
        .hasMessageContaining("a piece of checkpoint.zip is missing");
  }

  @Test
  void noOtherFilesThanACellsAreTaken() throws Exception {
    begin(1);

    for (String file : new String[] {"../run.json", "settings.json", "java.args", "/etc/passwd"}) {
      assertThatThrownBy(() -> correspondent.read(piece(1, file, 0, "x", Sha256.of("x"))))
          .hasMessageContaining("which no cell leaves");
    }
  }

  @Test
  void whatANodeThatWasTakenToBeLostStillSaysIsNotWanted() throws Exception {
    begin(1);
    begin(2);

    assertThat(correspondent.read(piece(1, "metrics.csv", 0, "old", Sha256.of("old")))).isNull();
    assertThat(correspondent.read(new Letter.Begin(1, 1, "node 1"))).isNull();
    assertThat(cell.metricsFile()).doesNotExist();
    assertThat(correspondent.node()).isEqualTo("node 2");
  }

  @Test
  void nothingIsWrittenOnceTheCellIsCalledOff() throws Exception {
    begin(1);
    correspondent.close();

    assertThat(correspondent.read(piece(1, "metrics.csv", 0, "x", Sha256.of("x")))).isNull();
    assertThat(cell.metricsFile()).doesNotExist();
  }

  @Test
  void theNextAttemptStartsFromTheCheckpointThatCameBack() throws Exception {
    begin(1);
    correspondent.read(piece(1, "metrics.csv", 0, "rows\n", Sha256.of("rows\n")));
    correspondent.read(piece(1, "checkpoint.zip", 0, "weights", Sha256.of("weights")));

    Letter.Start start = (Letter.Start) correspondent.read(new Letter.Begin(1, 2, "node 2"));

    assertThat(start.metrics()).asString(StandardCharsets.UTF_8).isEqualTo("rows\n");
    assertThat(start.checkpointBytes()).isEqualTo(7);
    assertThat((byte[]) correspondent.read(new Letter.Pull(1, 2, 3)))
        .asString(StandardCharsets.UTF_8)
        .isEqualTo("ghts");
  }

  @Test
  void theLogSaysWhichNodeAnAttemptWasOn() throws Exception {
    begin(1);
    correspondent.read(new Letter.Printed(1, 1, "a line\n".getBytes(StandardCharsets.UTF_8)));

    assertThat(cell.logFile()).content().containsPattern("==== attempt at .*: on node 1\na line\n");
  }
}
