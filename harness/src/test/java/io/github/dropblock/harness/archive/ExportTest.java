package io.github.dropblock.harness.archive;

import static io.github.dropblock.harness.archive.TravellingRun.ALL;
import static io.github.dropblock.harness.archive.TravellingRun.DROP_1;
import static io.github.dropblock.harness.archive.TravellingRun.DROP_2;
import static io.github.dropblock.harness.archive.TravellingRun.NONE_1;
import static io.github.dropblock.harness.archive.TravellingRun.NONE_2;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dropblock.harness.Surroundings;
import io.github.dropblock.harness.experiment.Cell;
import io.github.dropblock.harness.remedy.Helped;
import io.github.dropblock.harness.remedy.Remedy;
import io.github.dropblock.harness.results.RunFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExportTest {
  @TempDir Path folder;

  @Test
  void anArchiveHoldsWhatAReportNeedsAndNeitherLogsNorWeights() throws IOException {
    Path archive = TravellingRun.export(photos(List.of(NONE_1)), false);

    assertThat(contents(archive).keySet())
        .containsExactlyInAnyOrder(
            "run.json",
            "data/split.csv",
            "cells/alexnet-none-s1/SHA256SUMS",
            "cells/alexnet-none-s1/metrics.csv",
            "cells/alexnet-none-s1/predictions.csv",
            "cells/alexnet-none-s1/result.json",
            "cells/alexnet-none-s1/settings.json");
  }

  @Test
  void nothingMadeOfAPhotoIsInIt() throws IOException {
    RunFolder run = photos(ALL);
    Files.createDirectories(run.directory.report());
    Files.writeString(run.directory.report().resolve("index.html"), "data:image/jpeg;base64,");

    Map<String, String> contents = contents(TravellingRun.export(run, true));

    assertThat(contents.keySet()).noneMatch(name -> name.contains("feature-maps"));
    assertThat(contents.keySet()).noneMatch(name -> name.contains("report"));
    assertThat(contents.values()).noneMatch(content -> content.contains("feature-maps"));
  }

  @Test
  void featureMapsOfDrawingsTravel() throws IOException {
    RunFolder run = TravellingRun.drawn(folder.resolve("run"), List.of(DROP_1));

    assertThat(contents(TravellingRun.export(run, false)))
        .containsKey("cells/alexnet-dropout-dropblock-s1/feature-maps.json");
  }

  @Test
  void anotherCellsFilesDoNotTravelUnderThisOnesName() throws IOException {
    RunFolder run = photos(ALL);
    Files.copy(
        run.files(NONE_2).settingsFile(),
        run.files(NONE_1).settingsFile(),
        StandardCopyOption.REPLACE_EXISTING);

    assertThatThrownBy(() -> TravellingRun.export(run, false))
        .isInstanceOf(IOException.class)
        .hasMessage("%s holds settings of alexnet-none-s2", run.files(NONE_1).path())
        .satisfies(Helped.by(Remedy.DELETE_CELL));
    assertThat(folder.resolve("run.zip")).doesNotExist();
  }

  @Test
  void noPathOfTheUsersIsInIt() throws IOException {
    RunFolder run = photos(ALL);
    Path record = run.directory.runFile();
    Files.writeString(
        record,
        Files.readString(record)
            .replace(
                "mvn dropblock:reproduce",
                "mvn dropblock:reproduce -Ddropblock.data=%1$s/train.zip '-Ddropblock.cache=%1$s/a b'"
                    .formatted(folder)));
    Path settings = run.files(NONE_1).settingsFile();
    Files.writeString(
        settings,
        Files.readString(settings)
            .replace("\"split.csv\"", "\"" + run.directory.splitFile() + "\"")
            .replace("\"pixels.bin\"", "\"" + folder.resolve("cache/x.pixels") + "\""));

    Map<String, String> contents = contents(TravellingRun.export(run, false));

    assertThat(contents.values())
        .noneMatch(content -> content.contains(folder.toString()))
        .noneMatch(content -> content.contains(System.getProperty("java.io.tmpdir")));
    assertThat(contents.get("run.json")).contains("-Ddropblock.data=train.zip ");
  }

  @ParameterizedTest
  @EnumSource
  void theSameFilesGiveTheSameBytesAnywhereAndAtAnyTime(Surroundings here) throws Exception {
    Path first = TravellingRun.export(photos(ALL), true);
    Path elsewhere = folder.resolve("elsewhere");
    RunFolder copy = TravellingRun.photos(elsewhere, ALL);
    try (Stream<Path> files = Files.walk(elsewhere)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000_000_000L));
      }
    }
    here.within(() -> TravellingRun.export(copy, true));

    assertThat(folder.resolve("elsewhere.zip")).hasSameBinaryContentAs(first);
  }

  @Test
  void unfinishedCellsTravelWithTheirCheckpointsOnly() throws IOException {
    RunFolder run = photos(List.of(NONE_1));
    TravellingRun.begin(run, DROP_1, 5);
    run.trained(NONE_2, 3, 0.5);
    Path archive = folder.resolve("x.zip");

    Exported without = Export.write(run.directory, archive, false);
    assertThat(without.left()).containsExactly(DROP_1);
    assertThat(without.unfinished()).isEmpty();
    assertThat(contents(archive).keySet()).noneMatch(name -> name.contains("dropblock-s1"));
    assertThat(String.join("\n", without.lines(Remedy::name)))
        .contains("Left out 1 unfinished: alexnet-dropout-dropblock-s1; TAKE_CHECKPOINTS_ALONG");

    Exported with = Export.write(run.directory, archive, true);
    assertThat(with.left()).isEmpty();
    assertThat(with.unfinished()).containsExactly(DROP_1);
    assertThat(contents(archive))
        .containsEntry(
            "cells/alexnet-dropout-dropblock-s1/checkpoint.zip", "weights of " + DROP_1 + ", 5")
        .containsKey("cells/alexnet-none-s1/checkpoint.zip");
  }

  @Test
  void anEarlierExportOfTheRunIsReplaced() throws IOException {
    Path archive = TravellingRun.export(photos(List.of(NONE_1)), false);
    RunFolder further = TravellingRun.photos(folder.resolve("run"), List.of(NONE_1, DROP_1));

    TravellingRun.export(further, false);

    assertThat(contents(archive)).containsKey("cells/alexnet-dropout-dropblock-s1/result.json");
  }

  @Test
  void anEmptyFileHoldsNothingToKeep() throws IOException {
    Path archive = Files.createFile(folder.resolve("empty.zip"));

    Export.write(photos(List.of(NONE_1)).directory, archive, false);

    assertThat(contents(archive)).containsKey("run.json");
  }

  /** Such as photos, named as the archive by a slip. */
  @Test
  void anotherZipIsLeftAsItIs() throws IOException {
    Path photos = folder.resolve("train.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(photos))) {
      zip.putNextEntry(new ZipEntry("train/cat.0.jpg"));
      zip.write(7);
    }

    assertKept(photos);
  }

  @Test
  void whatIsNoZipIsLeftAsItIs() throws IOException {
    assertKept(Files.writeString(folder.resolve("thesis.docx"), "years of work"));
  }

  @Test
  void anotherRunsExportIsLeftAsItIs() throws IOException {
    RunFolder other = photos(List.of(NONE_1));
    Path record = other.directory.runFile();
    Files.writeString(
        record,
        Files.readString(record).replaceFirst("\"name\" : \"[^\"]*\"", "\"name\" : \"other\""));
    Path archive = folder.resolve("other.zip");
    Export.write(other.directory, archive, false);

    assertKept(archive);
  }

  private void assertKept(Path file) throws IOException {
    RunFolder run = TravellingRun.photos(folder.resolve("another"), List.of(NONE_1));
    byte[] before = Files.readAllBytes(file);

    assertThatThrownBy(() -> Export.write(run.directory, file, false))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "%s is there already and holds no export of the run %s, so it is left as it is",
            file, run.directory.run().orElseThrow().name())
        .satisfies(Helped.by(Remedy.NAME_OTHER_ARCHIVE, Remedy.REMOVE_IT));
    assertThat(file).hasBinaryContent(before);
  }

  @Test
  void aRunWithNothingToTakeAlongIsRefused() throws IOException {
    RunFolder run = photos(List.of());

    assertThatThrownBy(() -> TravellingRun.export(run, false))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "no cell of %s has a result, so there is nothing to export", run.directory.path())
        .satisfies(Helped.by(Remedy.FINISH_A_CELL));
    assertThat(folder.resolve("run.zip")).doesNotExist();
  }

  @Test
  void aFolderWithoutARunIsNamed() {
    RunFolder run = new RunFolder(folder.resolve("nothing"));

    assertThatThrownBy(() -> TravellingRun.export(run, false))
        .hasMessageStartingWith(run.directory.path() + " holds no run.json");
  }

  @Test
  void aResultThatSomebodyChangedDoesNotTravel() throws IOException {
    RunFolder run = photos(List.of(NONE_1, DROP_2));
    Path result = run.files(NONE_1).resultFile();
    Files.writeString(result, Files.readString(result).replace("262", "292"));

    assertThatThrownBy(() -> TravellingRun.export(run, false))
        .hasMessageStartingWith(result + " is not what SHA256SUMS says");
  }

  @Test
  void aLinkIsNotFollowed() throws IOException {
    RunFolder run = photos(List.of(NONE_1));
    Path metrics = run.files(NONE_1).metricsFile();
    Path secret = Files.move(metrics, folder.resolve("secret"));
    Files.createSymbolicLink(metrics, secret);

    assertThatThrownBy(() -> TravellingRun.export(run, false)).hasMessageContaining(" is a link");
  }

  @Test
  void aSplitThatIsNotTheRunsIsNamed() throws IOException {
    RunFolder run = photos(List.of(NONE_1));
    Path split = run.directory.splitFile();
    Files.writeString(split, Files.readString(split).replaceFirst(",train,", ",test,"));

    assertThatThrownBy(() -> TravellingRun.export(run, false))
        .hasMessageStartingWith(split + " is not the split that run.json names");
  }

  private RunFolder photos(List<Cell> finished) throws IOException {
    return TravellingRun.photos(folder.resolve("run"), finished);
  }

  private static Map<String, String> contents(Path archive) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (ZipFile zip = new ZipFile(archive.toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        contents.put(
            entry.getName(),
            new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return contents;
  }
}
