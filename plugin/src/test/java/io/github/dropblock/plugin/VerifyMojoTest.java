package io.github.dropblock.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.dropblock.harness.rundir.RunDirectory;
import io.github.dropblock.harness.verify.Check;
import io.github.dropblock.harness.verify.Contradictions;
import io.github.dropblock.harness.verify.FalseAlarms;
import io.github.dropblock.harness.verify.GateOutcome;
import io.github.dropblock.harness.verify.GateRequest;
import io.github.dropblock.harness.verify.Threshold;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyMojoTest {
  private static final String THRESHOLD = "resnet-34/none/testAccuracy>=0.85";

  @TempDir Path project;

  private final List<GateRequest> asked = new ArrayList<>();
  private RunDirectory quick;

  @BeforeEach
  void run() throws IOException {
    quick = Invocation.run(project, "quick");
  }

  private Invocation<VerifyMojo> verify(Check.Mark... marks) {
    return new Invocation<>(
        new VerifyMojo(
            new StubMachine(),
            new UnusedRuns() {
              @Override
              public GateOutcome check(GateRequest request) {
                asked.add(request);
                return outcome(marks);
              }
            }),
        project);
  }

  /** A check for each mark, of what is named after it. */
  private GateOutcome outcome(Check.Mark... marks) {
    List<Check> checks = new ArrayList<>();
    for (Check.Mark mark : marks) {
      checks.add(new Check("of " + mark.name(), "wanted", "got", mark, "run.json"));
    }
    return new GateOutcome(quick, checks);
  }

  @Test
  void whatHoldsIsSaid() throws Exception {
    assertThat(verify(Check.Mark.HELD).with("thresholds", THRESHOLD).execute())
        .containsExactly(
            "INFO All checks of " + quick.path() + " hold, 1 of them:",
            "INFO   what     wanted  got  file",
            "INFO   of HELD  wanted  got  run.json");
  }

  @Test
  void warningsComeFirstAndThenWhatIsGoodToKnow() throws Exception {
    List<String> said =
        verify(Check.Mark.HELD, Check.Mark.NOTED, Check.Mark.WARNED)
            .with("thresholds", THRESHOLD)
            .execute();

    assertThat(said.stream().filter(line -> line.contains(" of ") && line.contains("wanted")))
        .extracting(line -> line.split(" +wanted")[0])
        .containsExactly("WARN   of WARNED", "INFO   of NOTED", "INFO   of HELD");
  }

  @Test
  void whatFallsShortFailsTheBuildWithItsTable() {
    Invocation<VerifyMojo> verify =
        verify(Check.Mark.HELD, Check.Mark.WARNED, Check.Mark.FELL_SHORT)
            .with("thresholds", THRESHOLD);

    assertThatExceptionOfType(MojoFailureException.class)
        .isThrownBy(verify::execute)
        .withMessage(outcome(Check.Mark.HELD, Check.Mark.WARNED, Check.Mark.FELL_SHORT).describe())
        .withMessageContaining("1 of 3 checks of " + quick.path() + " fell short:");
    assertThat(verify.said())
        .as("what is let pass is said all the same")
        .anyMatch(line -> line.startsWith("WARN   of WARNED "))
        .noneMatch(line -> line.contains("of HELD"));
  }

  @Test
  void theRequestIsWhatTheUserGave() throws Exception {
    Path baseline = Files.createFile(project.resolve("accepted.json"));

    verify(Check.Mark.HELD)
        .with("thresholds", THRESHOLD + ",secondsPerEpoch<=10")
        .with("baseline", baseline)
        .with("falseAlarms", 0.05)
        .with("contradictedClaims", "fail")
        .execute();

    assertThat(asked)
        .containsExactly(
            new GateRequest(
                quick,
                List.of(Threshold.parse(THRESHOLD), Threshold.parse("secondsPerEpoch<=10")),
                Optional.of(baseline),
                new FalseAlarms(0.05),
                Contradictions.FAIL));
  }

  @Test
  void aFolderIsNoBaseline() {
    assertThat(verify(Check.Mark.HELD).with("baseline", project).failure())
        .isEqualTo(project + " is a folder; give a file (-Ddropblock.baseline=" + project + ")");
    assertThat(asked).isEmpty();
  }

  @Test
  void whatIsLeftOpenIsTheDefault() throws Exception {
    verify(Check.Mark.HELD).with("thresholds", THRESHOLD).execute();

    assertThat(asked)
        .containsExactly(
            new GateRequest(
                quick,
                List.of(Threshold.parse(THRESHOLD)),
                Optional.empty(),
                new FalseAlarms(0.01),
                Contradictions.WARN));
  }

  @Test
  void aThresholdMayBeAnElementOfThePom() throws Exception {
    verify(Check.Mark.HELD)
        .configured(
            """
            <thresholds>
              <threshold>
                <network>resnet-34</network>
                <regularizer>none</regularizer>
                <measure>testAccuracy</measure>
                <atLeast>0.85</atLeast>
              </threshold>
            </thresholds>
            """)
        .execute();

    assertThat(asked.get(0).thresholds()).containsExactly(Threshold.parse(THRESHOLD));
  }

  @Test
  void aThresholdThatMakesNoSenseIsRefused() {
    assertThat(verify().with("thresholds", "fun>=1").failure())
        .contains("fun")
        .endsWith("(-Ddropblock.thresholds=fun>=1)");
    assertThat(asked).isEmpty();
  }

  @Test
  void aBaselineThatIsNotThereIsRefused() {
    assertThat(verify().with("baseline", project.resolve("none.json")).failure())
        .startsWith("no such file or folder: ")
        .contains("(-Ddropblock.baseline=");
    assertThat(asked).isEmpty();
  }

  @Test
  void anUnknownWayWithContradictionsIsRefused() {
    assertThat(verify().with("contradictedClaims", "shout").failure())
        .endsWith("(-Ddropblock.contradictedClaims=shout)");
    assertThat(asked).isEmpty();
  }

  @Test
  void withNothingToHoldARunToTheBuildFails() {
    assertThat(verify().failure()).contains("-Ddropblock.thresholds");
    assertThat(asked).isEmpty();
  }

  @Test
  void withoutARunTheBuildFails() {
    assertThat(verify().with("run", "none").with("thresholds", THRESHOLD).failure())
        .startsWith("no run in ");
    assertThat(asked).isEmpty();
  }
}
