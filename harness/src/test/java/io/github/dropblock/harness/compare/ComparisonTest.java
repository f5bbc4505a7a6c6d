package io.github.dropblock.harness.compare;

import static io.github.dropblock.harness.experiment.Regularizer.DROPOUT_DROPBLOCK;
import static io.github.dropblock.harness.experiment.Regularizer.NONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dropblock.harness.GoldenFile;
import io.github.dropblock.harness.Surroundings;
import io.github.dropblock.harness.experiment.Cell;
import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Profile;
import io.github.dropblock.harness.remedy.Helped;
import io.github.dropblock.harness.remedy.Remedy;
import io.github.dropblock.harness.results.TinyRun;
import io.github.dropblock.harness.rundir.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ComparisonTest {
  @TempDir Path folder;
  private TinyRun first;

  @BeforeEach
  void train() throws IOException {
    first =
        TinyRun.smoke(folder.resolve("first"))
            .finished(NONE, 1, 1, 2, 3)
            .finished(DROPOUT_DROPBLOCK, 1, 4);
  }

  /** 1 is right now, 4 to 6 are new mistakes. */
  @Test
  void onTheSameImagesADifferenceIsTakenImageByImage() throws IOException {
    TinyRun second = TinyRun.smoke(folder.resolve("second")).finished(NONE, 1, 2, 3, 4, 5, 6);

    ComparisonModel.ArmInRun row = rows(second).get(0).runs().get(1);

    assertThat(row.apart().difference()).isEqualTo("\u22126.7");
    assertThat(row.apart().differenceInterval()).isEqualTo("\u221221.1 to +8.6");
    assertThat(row.apart().method()).isEqualTo("same images");
  }

  @Test
  void onOtherImagesEachSideHasItsOwnChance() throws IOException {
    TinyRun second =
        new TinyRun(folder.resolve("second"), Profile.SMOKE, "1.0.0-M1.1", "b", 1L)
            .finished(NONE, 1, 2, 3, 4, 5, 6);

    assertThat(rows(second).get(0).runs().get(1).apart().method()).isEqualTo("other images");
  }

  @Test
  void withoutPredictionsEachSideHasItsOwnChance() throws IOException {
    TinyRun second = TinyRun.smoke(folder.resolve("second")).finished(NONE, 1, 2);
    Files.delete(second.directory().cell(new Cell(Network.RESNET_34, NONE, 1)).predictionsFile());

    assertThat(rows(second).get(0).runs().get(1).apart().method()).isEqualTo("other images");
  }

  @Test
  void anotherSetOfSeedsIsComparedOverTheSameImages() throws IOException {
    TinyRun second =
        new TinyRun(folder.resolve("second"), Profile.SMOKE, "1.0.0-M1.1", "a", 7L, 8L)
            .finished(NONE, 7, 1, 2, 3)
            .finished(NONE, 8, 1);

    ComparisonModel.ArmInRun row = rows(second).get(0).runs().get(1);

    assertThat(row.apart().difference()).isEqualTo("+3.3");
    assertThat(row.apart().method()).isEqualTo("same images");
    assertThat(row.figures().seeds()).isEqualTo("2 of 2");
  }

  @Test
  void anArmThatARunDoesNotHaveIsSaidToBeMissing() throws IOException {
    TinyRun second = TinyRun.smoke(folder.resolve("second")).finished(NONE, 1);

    assertThat(rows(second).get(1).runs())
        .extracting(ComparisonModel.ArmInRun::missing)
        .containsExactly(null, "resnet-34-dropout-dropblock-s1 has no result");
  }

  @Test
  void onlySettingsThatDifferAreListed() throws IOException {
    TinyRun second = new TinyRun(folder.resolve("second"), Profile.SMOKE, "1.0.0-M2.1", "a", 1L);
    TinyRun third = new TinyRun(folder.resolve("third"), Profile.SMOKE, "1.0.0-M1.1", "a", 2L);

    assertThat(model(first, second, third).settings())
        .containsExactly(
            new Setting("matrix.seeds[0]", false, List.of("1", "1", "2")),
            new Setting(
                "versions.deeplearning4j", true, List.of("1.0.0-M1.1", "1.0.0-M2.1", "1.0.0-M1.1")),
            new Setting("ran", true, List.of("CpuBackend, oneDNN", "nothing", "nothing")));
  }

  @Test
  void whatDiffersStandsBeforeAnyResult() throws IOException {
    Comparison.render(contenders(first, otherProfile()), folder, Optional.empty());

    for (String file : List.of("index.html", "compare.md")) {
      String text = Files.readString(folder.resolve(file));
      assertThat(text.indexOf("protocol.imageSize"))
          .as(file)
          .isPositive()
          .isLessThan(text.indexOf("ResNet", text.indexOf("protocol.imageSize")));
      assertThat(text.indexOf("protocol.imageSize")).isLessThan(text.indexOf("90.0"));
    }
  }

  @Test
  void anotherProfileAndOtherImagesAreALineEach() throws IOException {
    assertThat(model(first, otherProfile()).caveats())
        .containsExactly(
            "B is a run of profile photos, A of smoke: its differences have more than one cause.",
            "B was trained and tested on other images than A: differences are less sure.");
  }

  @Test
  void cellsThatARunLacksAreALine() throws IOException {
    TinyRun second =
        new TinyRun(folder.resolve("second"), Profile.SMOKE, "1.0.0-M1.1", "a", 1L, 2L, 3L)
            .finished(NONE, 1)
            .finished(DROPOUT_DROPBLOCK, 1);

    assertThat(model(first, second).caveats())
        .containsExactly(
            "B has no result of resnet-34-none-s2, resnet-34-none-s3,"
                + " resnet-34-dropout-dropblock-s2, 1 more: means are over the seeds that are"
                + " finished.");
  }

  @Test
  void runsThatDifferInNothingHaveNoCaveats() throws IOException {
    assertThat(model(first, same()).caveats()).isEmpty();
    assertThat(model(first, same()).settings()).isEmpty();
  }

  @Test
  void aFolderWithoutARunIsNamed() {
    Contender nowhere = new Contender("nowhere", new RunDirectory(folder.resolve("nowhere")));

    assertThatThrownBy(
            () ->
                Comparison.render(
                    List.of(nowhere, contenders(first).get(0)), folder, Optional.empty()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("nowhere holds no run.json")
        .satisfies(Helped.by(Remedy.RUN_REPRODUCE_FIRST, Remedy.NAME_OTHER_RUN));
  }

  @Test
  void everyPictureIsOnOneScale() throws IOException {
    TinyRun second =
        TinyRun.smoke(folder.resolve("second"))
            .finished(NONE, 1, 1, 2, 3)
            .finished(DROPOUT_DROPBLOCK, 1, 1, 2, 3, 4, 5, 6, 7);

    List<ComparisonModel.ScalePosition> marks =
        rows(second).stream().map(arm -> arm.runs().get(1).apart().mark()).toList();

    assertThat(marks.get(0).value()).isEqualTo("50.0");
    assertThat(marks.get(1).low()).isEqualTo("0.0");
    assertThat(Double.parseDouble(marks.get(1).high())).isLessThan(50);
  }

  @Test
  void theHeadlineCountsWhatChanceDoesNotExplain() throws IOException {
    TinyRun second =
        TinyRun.smoke(folder.resolve("second"))
            .finished(NONE, 1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)
            .finished(DROPOUT_DROPBLOCK, 1, 5);

    assertThat(model(first, second).headline())
        .isEqualTo(
            "1 of 2 differences in test accuracy is more than the choice of test images explains:"
                + " the 95 % interval leaves out 0.");
    assertThat(model(first, same()).headline()).startsWith("No difference in test accuracy is");
  }

  @ParameterizedTest
  @EnumSource
  void theSameFilesAreWrittenEverywhere(Surroundings here) throws Exception {
    TinyRun third =
        new TinyRun(folder.resolve("third"), Profile.PHOTOS, "1.0.0-M2.1", "b", 1L, 2L)
            .finished(NONE, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    List<Contender> runs = contenders(first, same(), third);

    here.within(() -> Comparison.render(runs, folder.resolve("comparison"), Optional.empty()));

    for (String name : List.of("index.html", "compare.md")) {
      String written = Files.readString(folder.resolve("comparison").resolve(name));
      new GoldenFile(ComparisonTest.class, name).assertHolds(masked(written));
    }
  }

  @Test
  void thePageNeedsNoOtherFileAndEscapesNames() throws IOException {
    List<Contender> runs =
        List.of(
            new Contender("<script>x</script>", first.directory()),
            new Contender("b", same().directory()));

    assertThat(Files.readString(Comparison.render(runs, folder, Optional.empty())))
        .contains("default-src 'none'", "&lt;script&gt;x&lt;/script&gt;")
        .doesNotContainIgnoringCase("<script")
        .doesNotContain("http:", "https:", "src=", "url(");
  }

  @Test
  void oneRunIsNoComparison() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> Comparison.render(contenders(first), folder.resolve("x"), Optional.empty()))
        .withMessageContaining("two runs")
        .satisfies(Helped.by(Remedy.NAME_RUNS_TO_COMPARE));
  }

  @Test
  void aRunIsNotComparedWithItself() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Comparison.render(contenders(first, first), folder.resolve("x"), Optional.empty()))
        .withMessageContaining("itself");
  }

  /** Without the style sheet, and the folder of a test's run. */
  private String masked(String page) {
    return page.replaceAll("(?s)(?<=<style>).*(?=</style>)", "(style.css)")
        .replace(folder.toString(), "(folder)");
  }

  private TinyRun otherProfile() throws IOException {
    return new TinyRun(folder.resolve("photos"), Profile.PHOTOS, "1.0.0-M1.1", "b", 1L)
        .finished(NONE, 1)
        .finished(DROPOUT_DROPBLOCK, 1);
  }

  private TinyRun same() throws IOException {
    return TinyRun.smoke(folder.resolve("same"))
        .finished(NONE, 1, 1, 2, 3)
        .finished(DROPOUT_DROPBLOCK, 1, 4);
  }

  private List<ComparisonModel.ArmTable> rows(TinyRun second) throws IOException {
    return model(first, second).arms();
  }

  private static ComparisonModel model(TinyRun... runs) throws IOException {
    return Comparison.model(contenders(runs));
  }

  private static List<Contender> contenders(TinyRun... runs) {
    return List.of(runs).stream()
        .map(run -> new Contender(run.directory().path().getFileName().toString(), run.directory()))
        .toList();
  }
}
