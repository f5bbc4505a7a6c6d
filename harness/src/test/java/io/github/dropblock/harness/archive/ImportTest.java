package io.github.dropblock.harness.archive;

import static io.github.dropblock.harness.archive.TravellingRun.ALL;
import static io.github.dropblock.harness.archive.TravellingRun.DROP_1;
import static io.github.dropblock.harness.archive.TravellingRun.DROP_2;
import static io.github.dropblock.harness.archive.TravellingRun.NONE_1;
import static io.github.dropblock.harness.archive.TravellingRun.NONE_2;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dropblock.harness.experiment.Cell;
import io.github.dropblock.harness.experiment.Matrix;
import io.github.dropblock.harness.remedy.Helped;
import io.github.dropblock.harness.remedy.Remedy;
import io.github.dropblock.harness.report.Report;
import io.github.dropblock.harness.results.RunFolder;
import io.github.dropblock.harness.rundir.RunDirectory;
import io.github.dropblock.harness.rundir.RunLock;
import io.github.dropblock.harness.rundir.RunRecord;
import io.github.dropblock.harness.rundir.SettingsConflictException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportTest {
  @TempDir Path folder;

  private Path there;

  @BeforeEach
  void destination() {
    there = folder.resolve("there");
  }

  @Test
  void anImportedRunIsWholeAndGivesTheReportOfTheOriginal() throws IOException {
    RunFolder original = photos("whole", ALL);
    Imported imported = bring(TravellingRun.export(original, false));

    assertThat(imported.added()).isEqualTo(ALL);
    assertThat(imported.there()).isEmpty();
    assertThat(imported.missing()).isEmpty();
    assertThat(imported.lines(Remedy::name))
        .containsExactly(
            "Run      " + there,
            "Added    4 finished: alexnet-none-s1, alexnet-dropout-dropblock-s1, alexnet-none-s2,"
                + " alexnet-dropout-dropblock-s2",
            "Missing  none: the matrix is complete");
    Map<String, String> report = report(there);
    for (String name : List.of("summary.md", "junit.xml", "cells.csv")) {
      assertThat(report.get(name)).isEqualTo(report(original.directory.path()).get(name));
    }
    assertThat(masked(report.get("results.json")))
        .isEqualTo(masked(report(original.directory.path()).get("results.json")));
    assertThat(report.get("index.html"))
        .contains("No sample images", "The finished cells are without feature maps");
    assertThat(report(there)).as("the report, made again").isEqualTo(report);
  }

  @Test
  void twoHalvesGiveTheReportOfTheWhole() throws IOException {
    Path whole = folder.resolve("again");
    TravellingRun.bring(TravellingRun.export(photos("whole", ALL), false), whole);
    Path one = TravellingRun.export(photos("one", List.of(NONE_1, DROP_1)), false);
    Path other = TravellingRun.export(photos("other", List.of(NONE_2, DROP_2)), false);

    assertThat(bring(one).missing()).containsExactly(NONE_2, DROP_2);
    Imported last = bring(other);

    assertThat(last.added()).containsExactly(NONE_2, DROP_2);
    assertThat(last.missing()).isEmpty();
    assertThat(report(there)).isEqualTo(report(whole));

    there = folder.resolve("the other way round");
    bring(other);
    bring(one);
    assertThat(report(there)).isEqualTo(report(whole));
  }

  @Test
  void matricesAndCommandsOfBothStandInTheRun() throws IOException {
    RunFolder one = photos("one", List.of(NONE_1));
    RunFolder other = photos("other", List.of(NONE_2));
    narrow(one, 1, "mvn first");
    narrow(other, 2, "mvn second");

    bring(TravellingRun.export(one, false));
    bring(TravellingRun.export(other, false));

    assertThat(run().matrix().seeds()).containsExactly(1L, 2L);
    assertThat(run().command()).isEqualTo("mvn first\nmvn second");
  }

  @Test
  void whatIsThereAlreadyIsSkippedAndWhatIsMissingIsNamed() throws IOException {
    bring(TravellingRun.export(photos("one", List.of(NONE_1, DROP_1)), false));
    Path result = TravellingRun.files(there, NONE_1).resultFile();
    String before = Files.readString(result);

    Imported imported =
        bring(TravellingRun.export(photos("other", List.of(NONE_1, NONE_2)), false));

    assertThat(imported.there()).containsExactly(NONE_1);
    assertThat(imported.added()).containsExactly(NONE_2);
    assertThat(imported.missing()).containsExactly(DROP_2);
    assertThat(imported.lines(Remedy::name))
        .contains(
            "There    1 the same already: alexnet-none-s1",
            "Missing  1 without a result: alexnet-dropout-dropblock-s2; TRAIN_MISSING_CELLS",
            "Split    " + there.resolve("data/split.csv"));
    assertThat(result).hasContent(before);
  }

  @Test
  void theSameResultOnAnotherDayIsTheSame() throws IOException {
    bring(TravellingRun.export(photos("one", List.of(NONE_1)), false));
    RunFolder later = photos("other", List.of(NONE_1));
    Path result = later.files(NONE_1).resultFile();
    Files.writeString(result, Files.readString(result).replace("03:05:05Z", "13:05:05Z"));
    Path metrics = later.files(NONE_1).metricsFile();
    Files.writeString(metrics, Files.readString(metrics).replace(",2.5,400.0", ",5.0,200.0"));
    Files.delete(later.files(NONE_1).checksumsFile());
    later.sealed(NONE_1);

    assertThat(bring(TravellingRun.export(later, false)).there()).containsExactly(NONE_1);
  }

  @Test
  void anotherResultOfTheSameCellIsRefusedAndNothingIsChanged() throws IOException {
    bring(TravellingRun.export(photos("one", List.of(NONE_1)), false));
    RunFolder other = photos("other", List.of(NONE_2));
    TravellingRun.finish(other, NONE_1, 285);
    Path archive = TravellingRun.export(other, false);

    assertThatThrownBy(() -> bring(archive))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("alexnet-none-s1 has one result in " + archive)
        .hasMessageContaining("285 of 300 right")
        .hasMessageContaining("262 of 300 right")
        .satisfies(Helped.by(Remedy.IMPORT_ELSEWHERE, Remedy.DELETE_CELL_OF_RUN))
        .message()
        .doesNotContain("\n");
    assertThat(TravellingRun.correct(there, NONE_2)).isEmpty();
    assertThat(there.resolve("arrivals")).doesNotExist();
  }

  @Test
  void aRunOfOtherSettingsIsRefused() throws IOException {
    bring(TravellingRun.export(photos("one", List.of(NONE_1)), false));
    RunFolder other = photos("other", List.of(NONE_2));
    replace(other.directory.runFile(), "\"batchSize\" : 32", "\"batchSize\" : 64");
    replace(other.files(NONE_2).settingsFile(), "\"batchSize\" : 32", "\"batchSize\" : 64");
    Path archive = TravellingRun.export(other, false);

    assertThatThrownBy(() -> bring(archive))
        .isInstanceOf(SettingsConflictException.class)
        .hasMessage(
            "%s holds results of other settings (protocol.batchSize: 32 there, 64 now)", there)
        .satisfies(Helped.by(Remedy.CHOOSE_OTHER_RUN, Remedy.DELETE_FOLDER));
    assertThat(TravellingRun.correct(there, NONE_2)).isEmpty();
  }

  @Test
  void aRunOnAnotherSplitIsRefused() throws IOException {
    bring(TravellingRun.export(photos("one", List.of(NONE_1)), false));
    RunFolder other = TravellingRun.drawn(folder.resolve("other"), List.of(NONE_2));
    Path archive = TravellingRun.export(other, false);

    assertThatThrownBy(() -> bring(archive))
        .isInstanceOf(SettingsConflictException.class)
        .hasMessageContaining("data.source: train.zip there, drawn cats and dogs now");
  }

  @Test
  void aCellOfAnotherGeneratorThanItsNeighbourIsRefused() throws IOException {
    bring(TravellingRun.export(photos("one", List.of(DROP_1)), false));
    RunFolder other = photos("other", List.of(DROP_2));
    replace(other.files(DROP_2).settingsFile(), "philox4x32-10", "another");
    Path archive = TravellingRun.export(other, false);

    assertThatThrownBy(() -> bring(archive))
        .isInstanceOf(SettingsConflictException.class)
        .hasMessageContaining(
            "alexnet-dropout-dropblock-s2 generator: philox4x32-10 there, another now");
  }

  @Test
  void aCellThatOnlyGoesOnComesWithItsCheckpoint() throws IOException {
    RunFolder begun = photos("one", List.of(NONE_1));
    TravellingRun.begin(begun, DROP_1, 5);

    Imported imported = bring(TravellingRun.export(begun, true));

    assertThat(imported.unfinished()).containsExactly(DROP_1);
    assertThat(imported.missing()).containsExactly(DROP_1, NONE_2, DROP_2);
    assertThat(TravellingRun.files(there, DROP_1).checkpointFile())
        .hasContent("weights of alexnet-dropout-dropblock-s1, 5");
    assertThat(TravellingRun.files(there, DROP_1).metrics()).hasSize(5);
  }

  @Test
  void ofTwoUnfinishedTrainingsTheFurtherOneStays() throws IOException {
    RunFolder five = photos("five", List.of());
    TravellingRun.begin(five, DROP_1, 5);
    RunFolder seven = photos("seven", List.of());
    TravellingRun.begin(seven, DROP_1, 7);
    Path behind = TravellingRun.export(five, true);
    Path ahead = TravellingRun.export(seven, true);

    bring(behind);
    assertThat(bring(ahead).unfinished()).containsExactly(DROP_1);
    assertThat(bring(behind).there()).containsExactly(DROP_1);
    assertThat(TravellingRun.files(there, DROP_1).checkpointFile())
        .hasContent("weights of alexnet-dropout-dropblock-s1, 7");
  }

  @Test
  void aFinishedCellTakesThePlaceOfOneThatFailedOrIsUnfinished() throws IOException {
    RunFolder local = new RunFolder(there);
    TravellingRun.photos(there, List.of());
    TravellingRun.photos(there, List.of()).failed(NONE_1, "java.lang.OutOfMemoryError");
    Files.writeString(local.files(NONE_1).checkpointFile(), "half a training");

    assertThat(bring(TravellingRun.export(photos("one", List.of(NONE_1)), false)).added())
        .containsExactly(NONE_1);
    assertThat(TravellingRun.correct(there, NONE_1)).contains(262);
    assertThat(TravellingRun.files(there, NONE_1).failureFile()).doesNotExist();
    assertThat(TravellingRun.files(there, NONE_1).checkpointFile()).doesNotExist();
  }

  @Test
  void aCellThatIsBeingTrainedIsLeftAlone() throws IOException {
    TravellingRun.photos(there, List.of()).trained(NONE_1, 3, 0.5);
    Path archive = TravellingRun.export(photos("one", List.of(NONE_1)), false);

    RunLock training = RunLock.take(TravellingRun.files(there, NONE_1).path());
    try {
      assertThatThrownBy(() -> bring(archive))
          .hasMessageContaining("still being trained by another process");
    } finally {
      training.close();
    }
    assertThat(TravellingRun.files(there, NONE_1).metrics()).hasSize(3);
  }

  @Test
  void aRunInUseIsLeftAlone() throws IOException {
    Path archive = TravellingRun.export(photos("one", List.of(NONE_1)), false);

    RunLock lock = RunLock.take(there);
    try {
      assertThatThrownBy(() -> bring(archive)).hasMessageContaining("is in use by another run");
    } finally {
      lock.close();
    }
  }

  @Test
  void stoppedAtAnyMoveItLeavesARunThatTheNextImportCompletes() throws IOException {
    Path archive = TravellingRun.export(photos("one", ALL), false);
    int moves = 0;
    for (boolean whole = false; !whole; moves++) {
      there = folder.resolve("stopped after " + moves);
      TravellingRun.photos(there, List.of(NONE_1)).failed(NONE_2, "java.lang.OutOfMemoryError");
      Files.delete(new RunDirectory(there).splitFile());
      whole = stoppedAfter(moves, archive);

      report(there);
      for (Cell cell : ALL) {
        Optional<Integer> correct = TravellingRun.correct(there, cell);
        if (correct.isPresent()) {
          assertThat(TravellingRun.files(there, cell).predictions()).hasSize(300);
        }
      }
      assertThat(bring(archive).missing()).isEmpty();
      assertThat(there.resolve("arrivals")).doesNotExist();
      assertThat(TravellingRun.correct(there, NONE_2)).contains(259);
    }
    // The split, three cells, and what was in the place of one of them.
    assertThat(moves - 1).isEqualTo(5);
  }

  /** As if killed: not even what is unpacked is removed. */
  private boolean stoppedAfter(int moves, Path archive) throws IOException {
    int[] left = {moves};
    Path kept = folder.resolve("kept");
    Import stopping =
        new Import(
            (from, to) -> {
              if (left[0]-- == 0) {
                copy(there.resolve("arrivals"), kept);
                throw new StackOverflowError("killed");
              }
              Files.move(from, to);
            });
    try (RunArchive open = RunArchive.open(archive)) {
      stopping.into(new RunDirectory(there), open);
      return true;
    } catch (StackOverflowError killed) {
      Files.move(kept, there.resolve("arrivals"));
      return false;
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }

  private RunFolder photos(String name, List<Cell> finished) throws IOException {
    return TravellingRun.photos(folder.resolve(name), finished);
  }

  private Imported bring(Path archive) throws IOException {
    return TravellingRun.bring(archive, there);
  }

  private RunRecord run() throws IOException {
    return new RunDirectory(there).run().orElseThrow();
  }

  private static void narrow(RunFolder run, long seed, String command) throws IOException {
    var whole = run.directory.run().orElseThrow();
    Matrix matrix =
        new Matrix(whole.matrix().networks(), whole.matrix().regularizers(), List.of(seed));
    run.directory.write(
        new RunRecord(
            whole.schema(),
            whole.name(),
            whole.profile(),
            matrix,
            whole.protocol(),
            whole.data(),
            whole.backend(),
            whole.versions(),
            whole.host(),
            command,
            whole.started().plusSeconds(seed)));
  }

  private static void replace(Path file, String text, String by) throws IOException {
    String content = Files.readString(file);
    assertThat(content).contains(text);
    Files.writeString(file, content.replace(text, by));
  }

  private static Map<String, String> report(Path run) throws IOException {
    Report.render(new RunDirectory(run), Optional.empty(), Remedy::name);
    Map<String, String> report = new TreeMap<>();
    for (String name :
        List.of("index.html", "summary.md", "junit.xml", "results.json", "cells.csv")) {
      report.put(name, Files.readString(new RunDirectory(run).report().resolve(name)));
    }
    return report;
  }

  /** Without fingerprints: settings name other paths, and feature maps are gone. */
  private static String masked(String results) {
    return results.replaceAll("(?s)\"fingerprints\" : \\{.*?}", "(fingerprints)");
  }
}
