package io.github.dropblock.harness.verify;

import static io.github.dropblock.harness.experiment.Regularizer.DROPOUT_DROPBLOCK;
import static io.github.dropblock.harness.experiment.Regularizer.NONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dropblock.harness.experiment.Profile;
import io.github.dropblock.harness.remedy.Helped;
import io.github.dropblock.harness.remedy.Remedy;
import io.github.dropblock.harness.results.RunFiles;
import io.github.dropblock.harness.results.TinyRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BaselineTest {
  private static final FalseAlarms RARE = new FalseAlarms(0.01);

  @TempDir Path folder;
  private Baseline accepted;

  /** 27 and 24 of 30 right. */
  @BeforeEach
  void accept() throws IOException {
    accepted = Baseline.of(run("accepted", first(3)).directory());
  }

  @Test
  void itSurvivesItsFile() throws IOException {
    Path file = folder.resolve("new folder").resolve("baseline.json");

    accepted.write(file);

    assertThat(Baseline.read(file)).isEqualTo(accepted);
  }

  @Test
  void itKnowsWhichImagesWereClassifiedRight() {
    boolean[] right = accepted.cells().get(0).answers();

    // In the order of their ids, image-1 is second and image-10 is third.
    assertThat(right).hasSize(30);
    assertThat(right[0]).isFalse();
    assertThat(right[1]).isFalse();
    assertThat(right[2]).isTrue();
  }

  @Test
  void theSameRunHoldsToTheBit() throws IOException {
    assertThat(check(first(3))).hasSize(3).allMatch(Check::held);
  }

  @Test
  void aFewImagesLessAreChanceAndTheOtherPredictionsAreToldAndFailNothing() throws IOException {
    List<Check> checks = check(first(5));

    assertThat(checks).noneMatch(check -> check.mark() == Check.Mark.FELL_SHORT);
    assertThat(checks)
        .filteredOn(check -> check.mark() == Check.Mark.NOTED)
        .extracting(Check::got)
        .containsExactly(
            "others of 3 cells: resnet-34-none-s1, resnet-34-none-s2, resnet-34-none-s3");
  }

  @Test
  void aNetworkThatLearntNothingFallsShortAndTheOtherDoesNot() throws IOException {
    assertThat(check(first(15)))
        .filteredOn(check -> check.mark() == Check.Mark.FELL_SHORT)
        .singleElement()
        .satisfies(
            check -> {
              assertThat(check.what()).isEqualTo("ResNet-34, None: testAccuracy, baseline");
              assertThat(check.wanted()).isEqualTo("0.9000, but for chance");
              assertThat(check.got()).startsWith("0.5000, mean of 3 seeds; p of no fall");
            });
  }

  @Test
  void theRarerFalseAlarmsMayBeTheMoreItTakes() throws IOException {
    RunFiles now = RunFiles.readAll(run("now", first(10)).directory());

    assertThat(fallen(now, 0.2)).isNotEmpty();
    assertThat(fallen(now, 1e-9)).isEmpty();
  }

  @Test
  void anArmOfTheBaselineThatTheRunDoesNotHaveFallsShort() throws IOException {
    RunFiles now =
        RunFiles.readAll(
            TinyRun.drawn(folder.resolve("now")).threeFinished(NONE, first(3)).directory());

    assertThat(accepted.check(now, RARE))
        .filteredOn(check -> check.mark() == Check.Mark.FELL_SHORT)
        .extracting(Check::got)
        .singleElement()
        .asString()
        .startsWith("resnet-34-dropout-dropblock-s1, ")
        .endsWith("have no result");
  }

  @Test
  void otherVersionsAndSeedsAreWhatItIsFor() throws IOException {
    TinyRun run =
        new TinyRun(folder.resolve("now"), Profile.SMOKE, "1.0.0-M2.1", "a", 7L)
            .finished(NONE, 7)
            .finished(DROPOUT_DROPBLOCK, 7);

    assertThat(accepted.check(RunFiles.readAll(run.directory()), RARE)).allMatch(Check::held);
  }

  @Test
  void otherSettingsAreRefusedWithWhatDiffers() throws IOException {
    RunFiles now =
        RunFiles.readAll(
            new TinyRun(folder.resolve("now"), Profile.QUICK, "1", "b", 1L).directory());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> accepted.check(now, RARE))
        .withMessageContainingAll("protocol.images: 170 there, 1700 now", "dataFingerprint: aaa")
        .satisfies(Helped.by(Remedy.RUN_BASELINES_SETTINGS, Remedy.ACCEPT_RUN));
  }

  @Test
  void anUnfinishedRunIsNotAccepted() throws IOException {
    TinyRun run = TinyRun.drawn(folder.resolve("now")).threeFinished(NONE);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Baseline.of(run.directory()))
        .withMessageContaining("no result of resnet-34-dropout-dropblock-s1")
        .satisfies(Helped.by(Remedy.RUN_REPRODUCE_AGAIN));
  }

  @Test
  void oneSeedIsNotAccepted() throws IOException {
    TinyRun run =
        TinyRun.smoke(folder.resolve("now")).finished(NONE, 1).finished(DROPOUT_DROPBLOCK, 1);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Baseline.of(run.directory()))
        .withMessageContainingAll("too few seeds", "takes 3 or more")
        .satisfies(Helped.by(Remedy.RUN_MORE_SEEDS));
  }

  @Test
  void aFileOfTheFormOfBeforeIsNamed() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("other.json"), "{\"schema\": 1, \"run\": \"quick\", \"cells\": []}");

    assertThatThrownBy(() -> Baseline.read(file))
        .isInstanceOf(IOException.class)
        .hasMessage(file + " is not a baseline of schema 2")
        .satisfies(Helped.by(Remedy.WRITE_BASELINE_AGAIN));
  }

  /** A file that was cut, or merged by hand, must not let everything pass. */
  @Test
  void aBaselineWithoutCellsOrWithOneTwiceIsRefused() throws IOException {
    Path file = withCells(cells -> cells.add(cells.get(0)));
    assertThatThrownBy(() -> Baseline.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining("it has resnet-34-none-s1 twice");

    withCells(ArrayNode::removeAll);
    assertThatThrownBy(() -> Baseline.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("it has no cells, so any run would pass");
  }

  @Test
  void anArmThatWasNeverAcceptedIsToldAndFailsNothing() throws IOException {
    Path file =
        withCells(
            cells -> {
              while (cells.size() > 3) {
                cells.remove(3);
              }
            });
    accepted = Baseline.read(file);

    assertThat(check(first(3)))
        .filteredOn(each -> !each.held())
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.mark()).isEqualTo(Check.Mark.NOTED);
              assertThat(each.what())
                  .isEqualTo("ResNet-34, Dropout & DropBlock: testAccuracy, baseline");
              assertThat(each.got()).isEqualTo("not in it, so held to nothing");
            });
  }

  @Test
  void anEarlierBaselineIsReplacedWhateverItsSchema() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("old.json"), "{\"schema\": 1, \"run\": \"quick\", \"cells\": []}");

    accepted.write(file);
    accepted.write(file);

    assertThat(Baseline.read(file)).isEqualTo(accepted);
  }

  /** Such as a run's own files, or settings of something else, named by a slip. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"schema\": 2, \"run\": {\"name\": \"quick\"}, \"cells\": []}",
        "{\"schema\": 2, \"name\": \"quick\"}",
        "[]",
        "years of work"
      })
  void whatIsNoBaselineIsLeftAsItIs(String content) throws IOException {
    Path file = Files.writeString(folder.resolve("other.json"), content);

    assertThatThrownBy(() -> accepted.write(file))
        .isInstanceOf(IOException.class)
        .hasMessage(file + " is there already and holds no baseline, so it is left as it is")
        .satisfies(Helped.by(Remedy.NAME_OTHER_BASELINE, Remedy.REMOVE_IT));
    assertThat(file).hasContent(content);
  }

  @Test
  void otherJsonIsNoBaselineToReadEither() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("results.json"),
            "{\"schema\": 2, \"run\": {\"name\": \"quick\"}, \"cells\": []}");

    assertThatThrownBy(() -> Baseline.read(file))
        .isInstanceOf(IOException.class)
        .hasMessage(file + " holds no baseline")
        .satisfies(Helped.by(Remedy.GIVE_BASELINE));
  }

  @Test
  void aBaselineThatIsCutShortIsToldInPlainWords() throws IOException {
    Path file = folder.resolve("cut.json");
    accepted.write(file);
    Files.writeString(file, Files.readString(file).substring(0, 40));

    assertThatThrownBy(() -> Baseline.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(file + " does not hold JSON: line ")
        .hasMessageEndingWith(" is not valid JSON; the file is damaged or cut short")
        .satisfies(Helped.by(Remedy.RESTORE_IT, Remedy.GIVE_BASELINE));
  }

  @Test
  void aRateThatIsNoneIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FalseAlarms(1))
        .withMessage("a false-alarm rate of 1.0; it must be above 0 and below 1");
  }

  /** The accepted baseline's file, with other cells. */
  private Path withCells(Consumer<ArrayNode> change) throws IOException {
    Path file = folder.resolve("baseline.json");
    accepted.write(file);
    ObjectNode tree = (ObjectNode) new ObjectMapper().readTree(file.toFile());
    change.accept((ArrayNode) tree.get("cells"));
    return Files.writeString(file, tree.toString());
  }

  private List<Check> fallen(RunFiles now, double rate) {
    return accepted.check(now, new FalseAlarms(rate)).stream()
        .filter(check -> check.mark() == Check.Mark.FELL_SHORT)
        .toList();
  }

  /** A run where None gets these images wrong. */
  private List<Check> check(Integer... wrong) throws IOException {
    return accepted.check(RunFiles.readAll(run("now", wrong).directory()), RARE);
  }

  private TinyRun run(String name, Integer... wrong) throws IOException {
    return TinyRun.drawn(folder.resolve(name))
        .threeFinished(NONE, wrong)
        .threeFinished(DROPOUT_DROPBLOCK, 1, 2, 3, 4, 5, 6);
  }

  private static Integer[] first(int count) {
    return IntStream.range(0, count).boxed().toArray(Integer[]::new);
  }
}
