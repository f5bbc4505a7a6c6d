package io.github.dropblock.harness.verify;

import static io.github.dropblock.harness.experiment.Regularizer.DROPOUT_DROPBLOCK;
import static io.github.dropblock.harness.experiment.Regularizer.NONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.dropblock.harness.remedy.Remedy;
import io.github.dropblock.harness.results.TinyRun;
import io.github.dropblock.harness.rundir.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContradictionsTest {
  private static final String A3 = "A3 ResNet-34: Dropout & DropBlock beats None by 2.5 points";

  @TempDir Path folder;
  private RunDirectory contradicting;

  /** All 30 right against 20, three seeds each. */
  @BeforeEach
  void train() throws IOException {
    contradicting =
        TinyRun.photos(folder.resolve("photos"))
            .epochs(60)
            .threeFinished(NONE)
            .threeFinished(DROPOUT_DROPBLOCK, first(10))
            .directory();
  }

  @Test
  void aContradictedClaimFallsShortWhereAskedFor() throws IOException {
    GateOutcome outcome = check(contradicting, Contradictions.FAIL);

    assertThat(outcome.passed()).isFalse();
    assertThat(outcome.describe())
        .isEqualToNormalizingNewlines(
            """
            1 of 16 checks of %s fell short:
              what                                                        wanted            got                                                    file
              A3 ResNet-34: Dropout & DropBlock beats None by 2.5 points  not contradicted  opposite on other data: \u221233.3 points (\u221250.6 to \u221216.1)  cells/resnet-34-*\
            """
                .formatted(contradicting.path()));
  }

  @Test
  void aWarningPasses() throws IOException {
    GateOutcome outcome = check(contradicting, Contradictions.WARN, "testLoss<=1");

    assertThat(outcome.passed()).isTrue();
    assertThat(outcome.describe()).startsWith("17 of 18 checks of ").doesNotContain(A3);
    assertThat(outcome.warning(Remedy::name))
        .hasValueSatisfying(
            warning ->
                assertThat(warning)
                    .startsWith("1 of 18 checks of ")
                    .contains(" would fall short with FAIL_CONTRADICTED_CLAIMS:", A3));
  }

  @Test
  void ignoredClaimsAreNotChecked() throws IOException {
    GateOutcome outcome = check(contradicting, Contradictions.IGNORE, "testLoss<=1");

    assertThat(outcome.checks()).hasSize(2);
    assertThat(outcome.warning(Remedy::name)).isEmpty();
  }

  @Test
  void aRunThatContradictsNothingPasses() throws IOException {
    RunDirectory run =
        TinyRun.photos(folder.resolve("other"))
            .epochs(60)
            .finished(NONE, 1, first(3))
            .finished(NONE, 2, first(5))
            .finished(DROPOUT_DROPBLOCK, 1, first(4))
            .finished(DROPOUT_DROPBLOCK, 2, first(3))
            .directory();

    assertThat(check(run, Contradictions.FAIL).checks()).hasSize(16).allMatch(Check::held);
  }

  @Test
  void trainingsThatHardlyLearntContradictNothing() throws IOException {
    RunDirectory run =
        TinyRun.photos(folder.resolve("short"))
            .epochs(3)
            .threeFinished(NONE)
            .threeFinished(DROPOUT_DROPBLOCK, first(10))
            .directory();

    assertThat(check(run, Contradictions.FAIL).passed()).isTrue();
  }

  @Test
  void drawnImagesContradictNothing() throws IOException {
    RunDirectory run =
        TinyRun.drawn(folder.resolve("drawn"))
            .epochs(60)
            .threeFinished(NONE)
            .threeFinished(DROPOUT_DROPBLOCK, first(10))
            .directory();

    assertThat(check(run, Contradictions.FAIL).passed()).isTrue();
  }

  @Test
  void oneSeedContradictsNothing() throws IOException {
    RunDirectory run =
        TinyRun.photos(folder.resolve("one"))
            .epochs(60)
            .finished(NONE, 1)
            .finished(DROPOUT_DROPBLOCK, 1, first(10))
            .directory();

    assertThat(check(run, Contradictions.FAIL).passed()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"WARN, skipped, 0, 1, warning", "FAIL, failure, 1, 0, fell short"})
  void theJunitFileAndTheSummaryTellIt(
      Contradictions policy, String element, int failures, int skipped, String mark)
      throws IOException {
    check(contradicting, policy, "testLoss<=1");

    assertThat(contradicting.report().resolve("junit.xml"))
        .content()
        .contains("failures=\"%d\"".formatted(failures), "skipped=\"%d\"".formatted(skipped))
        .containsPattern(
            "name=\"A3 [^>]*><%s message=\"wanted not contradicted, got opposite on other"
                .formatted(element));
    assertThat(Files.readString(contradicting.report().resolve("summary.md")))
        .contains("| A3 ResNet-34: Dropout &amp; DropBlock beats None by 2.5 points | " + mark);
  }

  @Test
  void anotherWordIsRefusedWithTheChoices() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Contradictions.parse("error"))
        .withMessage(
            "'error' is nothing to do about contradicted claims; choose from ignore, warn, fail");
  }

  private static Integer[] first(int count) {
    return IntStream.range(0, count).boxed().toArray(Integer[]::new);
  }

  private static GateOutcome check(RunDirectory run, Contradictions policy, String... limits)
      throws IOException {
    return Gate.check(
        new GateRequest(
            run,
            List.of(limits).stream().map(Threshold::parse).toList(),
            Optional.empty(),
            new FalseAlarms(0.01),
            policy));
  }
}
