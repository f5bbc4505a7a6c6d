package io.github.dropblock.harness.gate;

import static io.github.dropblock.harness.experiment.Regularizer.DROPOUT_DROPBLOCK;
import static io.github.dropblock.harness.experiment.Regularizer.NONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.dropblock.harness.experiment.Cell;
import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  /** 1 is mended, 4 to 6 are new mistakes. */
  @Test
  void onTheSameImagesADifferenceIsTakenImageByImage() throws IOException {
    TinyRun second = TinyRun.smoke(folder.resolve("second")).finished(NONE, 1, 2, 3, 4, 5, 6);

    ComparisonModel.Row row = rows(second).get(0).runs().get(1);

    assertThat(row.difference()).isEqualTo("\u22126.7");
    assertThat(row.differenceInterval()).isEqualTo("\u221221.1 to +8.6");
    assertThat(row.method()).isEqualTo("same images");
  }

  @Test
  void onOtherImagesEachSideHasItsOwnChance() throws IOException {
    TinyRun second =
        new TinyRun(folder.resolve("second"), Profile.SMOKE, "1.0.0-M1.1", "b", 1L)
            .finished(NONE, 1, 2, 3, 4, 5, 6);

    assertThat(rows(second).get(0).runs().get(1).method()).isEqualTo("other images");
  }

  @Test
  void withoutPredictionsEachSideHasItsOwnChance() throws IOException {
    TinyRun second = TinyRun.smoke(folder.resolve("second")).finished(NONE, 1, 2);
    Files.delete(second.directory().cell(new Cell(Network.RESNET_34, NONE, 1)).predictionsFile());

    assertThat(rows(second).get(0).runs().get(1).method()).isEqualTo("other images");
  }

  @Test
  void anotherSetOfSeedsIsComparedOverTheSameImages() throws IOException {
    TinyRun second =
        new TinyRun(folder.resolve("second"), Profile.SMOKE, "1.0.0-M1.1", "a", 7L, 8L)
            .finished(NONE, 7, 1, 2, 3)
            .finished(NONE, 8, 1);

    ComparisonModel.Row row = rows(second).get(0).runs().get(1);

    assertThat(row.difference()).isEqualTo("+3.3");
    assertThat(row.method()).isEqualTo("same images");
    assertThat(row.seeds()).isEqualTo("2 of 2");
  }

  @Test
  void anArmThatARunDoesNotHaveIsSaidToBeMissing() throws IOException {
    TinyRun second = TinyRun.smoke(folder.resolve("second")).finished(NONE, 1);

    assertThat(rows(second).get(1).runs())
        .extracting(ComparisonModel.Row::missing)
        .containsExactly(null, "resnet-34-dropout-dropblock-s1 has no result");
  }

  @Test
  void onlySettingsThatDifferAreListed() throws IOException {
    TinyRun second = new TinyRun(folder.resolve("second"), Profile.SMOKE, "1.0.0-M2.1", "a", 1L);
    TinyRun third = new TinyRun(folder.resolve("third"), Profile.SMOKE, "1.0.0-M1.1", "a", 2L);

    assertThat(model(first, second, third).settings())
        .containsExactly(
            new ComparisonModel.Setting(
                "versions.deeplearning4j", List.of("1.0.0-M1.1", "1.0.0-M2.1", "1.0.0-M1.1")),
            new ComparisonModel.Setting("matrix.seeds[0]", List.of("1", "1", "2")));
  }

  @Test
  void theHeadlineCountsWhatChanceDoesNotExplain() throws IOException {
    TinyRun second =
        TinyRun.smoke(folder.resolve("second"))
            .finished(NONE, 1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)
            .finished(DROPOUT_DROPBLOCK, 1, 5);

    assertThat(model(first, second).headline())
        .isEqualTo(
            "1 of 2 differences in test accuracy is beyond chance: the 95 % interval leaves out 0.");
    assertThat(model(first, same()).headline()).startsWith("No difference in test accuracy is");
  }

  @ParameterizedTest
  @ValueSource(strings = {"en-US", "de-DE", "ar-EG-u-nu-arab"})
  void everyLocaleGivesTheSameFiles(String tag) throws IOException {
    List<Contender> runs = contenders(first, same());
    Path expected = Comparison.render(runs, folder.resolve("expected"), Optional.empty());
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag(tag));
      assertThat(Comparison.render(runs, folder.resolve("other"), Optional.empty()))
          .hasSameTextualContentAs(expected);
    } finally {
      Locale.setDefault(before);
    }
    assertThat(folder.resolve("other/compare.md"))
        .content()
        .contains("| ResNet-34 | None | B | 90.0 | 74.4\u201396.5 | 0.0 |");
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
        .withMessageContainingAll("two runs", "-Ddropblock.runs=");
  }

  @Test
  void aRunIsNotComparedWithItself() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Comparison.render(contenders(first, first), folder.resolve("x"), Optional.empty()))
        .withMessageContaining("itself");
  }

  private TinyRun same() throws IOException {
    return TinyRun.smoke(folder.resolve("same"))
        .finished(NONE, 1, 1, 2, 3)
        .finished(DROPOUT_DROPBLOCK, 1, 4);
  }

  private List<ComparisonModel.Arm> rows(TinyRun second) throws IOException {
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
