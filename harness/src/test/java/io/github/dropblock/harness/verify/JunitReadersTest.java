package io.github.dropblock.harness.verify;

import static io.github.dropblock.harness.experiment.Network.ALEXNET;
import static io.github.dropblock.harness.experiment.Regularizer.DROPOUT;
import static io.github.dropblock.harness.experiment.Regularizer.DROPOUT_DROPBLOCK;
import static io.github.dropblock.harness.experiment.Regularizer.NONE;
import static org.assertj.core.api.Assertions.assertThat;

import edu.hm.hafner.coverage.TestCase;
import edu.hm.hafner.coverage.parser.JunitParser;
import edu.hm.hafner.util.FilteredLog;
import io.github.dropblock.harness.experiment.Cell;
import io.github.dropblock.harness.experiment.Profile;
import io.github.dropblock.harness.remedy.Remedy;
import io.github.dropblock.harness.report.Report;
import io.github.dropblock.harness.results.RunFolder;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.maven.plugin.surefire.log.api.NullConsoleLogger;
import org.apache.maven.plugins.surefire.report.ReportTestCase;
import org.apache.maven.plugins.surefire.report.ReportTestSuite;
import org.apache.maven.plugins.surefire.report.TestSuiteXmlParser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code junit.xml} as two public readers take it: that of Maven's own test report, and that of
 * Jenkins' coverage and quality plugins.
 */
class JunitReadersTest {
  private static final String VERIFY = "dropblock.made-up.verify";

  @TempDir Path folder;
  private Path junit;

  /** A cell of each state, a claim that is opposite on the paper's own ground, a failed check. */
  @BeforeEach
  void write() throws IOException {
    RunFolder run =
        new RunFolder(folder)
            .profile(Profile.PAPER)
            .paperPhotos()
            .matrix(
                List.of(ALEXNET), List.of(NONE, DROPOUT, DROPOUT_DROPBLOCK), List.of(1L, 2L, 3L))
            .begin()
            .trained(new Cell(ALEXNET, NONE, 1), 5, 0.4)
            .failed(new Cell(ALEXNET, NONE, 2), "an <end> & a \u001b[31mred\u001b[0m line");
    for (long seed = 1; seed <= 3; seed++) {
      run.finished(new Cell(ALEXNET, DROPOUT, seed), 2500, 0.3)
          .finished(new Cell(ALEXNET, DROPOUT_DROPBLOCK, seed), 2700, 0.3);
    }
    Report.render(run.directory, Optional.empty(), Remedy::name);
    Gate.check(
        new GateRequest(
            run.directory,
            List.of(Threshold.parse("*/dropout/testAccuracy>=0.95")),
            Optional.empty(),
            new FalseAlarms(0.01),
            Contradictions.WARN));
    junit = run.directory.report().resolve("junit.xml");
  }

  @Test
  void mavensReportSeesEachCellClaimAndCheckOnceWithItsOutcome() throws Exception {
    List<ReportTestSuite> suites =
        new TestSuiteXmlParser(new NullConsoleLogger()).parse(junit.toString());

    assertThat(suites)
        .extracting(ReportTestSuite::getFullClassName)
        .containsExactly("dropblock.made-up.AlexNet", "dropblock.made-up.claims", VERIFY);
    for (ReportTestSuite suite : suites) {
      List<ReportTestCase> cases = suite.getTestCases();
      assertThat(cases).as(suite.getFullClassName()).hasSize(suite.getNumberOfTests());
      assertThat(cases).filteredOn(ReportTestCase::hasFailure).hasSize(suite.getNumberOfFailures());
      assertThat(cases).filteredOn(ReportTestCase::hasSkipped).hasSize(suite.getNumberOfSkipped());
      assertThat(cases).noneMatch(ReportTestCase::hasError);
    }
    List<ReportTestCase> all = suites.stream().flatMap(s -> s.getTestCases().stream()).toList();
    assertThat(all)
        .filteredOn(ReportTestCase::hasFailure)
        .extracting(ReportTestCase::getFailureMessage)
        .containsExactlyInAnyOrder(
            "memory ran out", "opposite", "wanted at least 0.9500, got 0.8333, mean of 3 seeds");
    assertThat(all)
        .filteredOn(each -> each.getName().endsWith("0.3 points below Dropout"))
        .singleElement()
        .satisfies(
            claim -> {
              assertThat(claim.getFullClassName()).isEqualTo("dropblock.made-up.claims");
              assertThat(claim.getFailureDetail()).contains("standard error");
            });
  }

  @Test
  void jenkinsReadersSeeTheSameOutcomes() throws Exception {
    List<TestCase> cases;
    try (Reader in = Files.newBufferedReader(junit)) {
      cases = new JunitParser().parse(in, "junit.xml", new FilteredLog()).getTestCases();
    }

    Map<TestCase.TestResult, Integer> outcomes = new TreeMap<>();
    cases.forEach(each -> outcomes.merge(each.getResult(), 1, Integer::sum));
    // Of 9 cells 7 passed; of 16 claims A6 alone is tested; the checks are a threshold and a
    // claim each, of which A6's warns.
    assertThat(outcomes)
        .isEqualTo(
            Map.of(
                TestCase.TestResult.FAILED, 3,
                TestCase.TestResult.SKIPPED, 2 + 15 + 1,
                TestCase.TestResult.PASSED, 6 + 15));
    assertThat(cases)
        .filteredOn(TestCase::isFailed)
        .extracting(TestCase::getClassName)
        .containsExactlyInAnyOrder("dropblock.made-up.AlexNet", "dropblock.made-up.claims", VERIFY);
    assertThat(cases)
        .filteredOn(each -> each.getDescription().contains("red"))
        .singleElement()
        .extracting(TestCase::getMessage)
        .isEqualTo("memory ran out");
  }
}
