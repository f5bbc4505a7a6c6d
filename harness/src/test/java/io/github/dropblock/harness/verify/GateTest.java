package io.github.dropblock.harness.verify;

import static io.github.dropblock.harness.experiment.Regularizer.DROPOUT_DROPBLOCK;
import static io.github.dropblock.harness.experiment.Regularizer.NONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dropblock.harness.remedy.Helped;
import io.github.dropblock.harness.remedy.Remedy;
import io.github.dropblock.harness.report.Report;
import io.github.dropblock.harness.results.TinyRun;
import io.github.dropblock.harness.rundir.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

class GateTest {
  @TempDir Path folder;
  private RunDirectory run;

  @BeforeEach
  void train() throws IOException {
    run =
        TinyRun.smoke(folder.resolve("smoke"))
            .finished(NONE, 1, 1, 2, 3)
            .finished(DROPOUT_DROPBLOCK, 1, 1, 2, 3, 4, 5, 6)
            .directory();
  }

  @Test
  void whatFellShortIsToldAsATable() throws IOException {
    GateOutcome outcome = check("testAccuracy>=0.85", "testLoss<=0.6");

    assertThat(outcome.passed()).isFalse();
    assertThat(outcome.describe())
        .isEqualToNormalizingNewlines(
            """
            1 of 4 checks of %s fell short:
              what                                          wanted           got     file
              ResNet-34, Dropout & DropBlock: testAccuracy  at least 0.8500  0.8000  cells/resnet-34-dropout-dropblock-s1/result.json\
            """
                .formatted(run.path()));
  }

  @Test
  void aRunThatHoldsIsToldInFull() throws IOException {
    GateOutcome outcome = check("testLoss<=0.6");

    assertThat(outcome.passed()).isTrue();
    assertThat(outcome.describe()).startsWith("All checks of ").hasLineCount(4);
  }

  @Test
  void theChecksAreASuiteBesideTheReportsOwn() throws Exception {
    Report.render(run, Optional.empty(), Remedy::name);
    int before = junit().getElementsByTagName("testsuite").getLength();

    check("testAccuracy>=0.85");

    assertThat(junit().getElementsByTagName("testsuite").getLength()).isEqualTo(before + 1);
    assertThat(checks().getAttribute("tests")).isEqualTo("2");
    assertThat(checks().getAttribute("failures")).isEqualTo("1");
    assertThat(((Element) checks().getElementsByTagName("failure").item(0)).getAttribute("message"))
        .isEqualTo("wanted at least 0.8500, got 0.8000");
  }

  /** Reporters take the root for one file's tests, and its attributes for all of them. */
  @Test
  void theRootCountsAllSuitesTogether() throws Exception {
    Report.render(run, Optional.empty(), Remedy::name);
    assertThat(junit().getTagName()).isEqualTo("testsuites");
    assertCountsAddUp();

    check("testAccuracy>=0.85");

    assertCountsAddUp();
    assertThat(junit().getAttribute("failures")).isEqualTo("1");
  }

  private void assertCountsAddUp() throws Exception {
    Element root = junit();
    for (String name : List.of("tests", "failures", "errors", "skipped")) {
      int sum = 0;
      for (int i = 0; i < root.getElementsByTagName("testsuite").getLength(); i++) {
        Element suite = (Element) root.getElementsByTagName("testsuite").item(i);
        assertThat(suite.getParentNode()).as("suites don't lie in one another").isEqualTo(root);
        sum += Integer.parseInt(suite.getAttribute(name));
      }
      assertThat(root.getAttribute(name)).as(name).isEqualTo(String.valueOf(sum));
    }
    assertThat(root.getElementsByTagName("testcase").getLength())
        .isEqualTo(Integer.parseInt(root.getAttribute("tests")));
    assertThat(root.getElementsByTagName("failure").getLength())
        .isEqualTo(Integer.parseInt(root.getAttribute("failures")));
    assertThat(root.getElementsByTagName("skipped").getLength())
        .isEqualTo(Integer.parseInt(root.getAttribute("skipped")));
  }

  @Test
  void checkedAgainTheFileIsTheSame() throws IOException {
    Report.render(run, Optional.empty(), Remedy::name);
    check("testAccuracy>=0.95");
    String once = Files.readString(run.report().resolve("junit.xml"));

    check("testAccuracy>=0.95");

    assertThat(run.report().resolve("junit.xml")).hasContent(once);
  }

  @Test
  void whatFellShortStandsBelowTheTitleOfTheSummaryOnce() throws IOException {
    Report.render(run, Optional.empty(), Remedy::name);
    String before = summary();

    check("testAccuracy>=0.85");
    check("testAccuracy>=0.85");

    assertThat(summary())
        .startsWith("## DropBlock reproduction: smoke\n\n<!-- dropblock:verify -->\n")
        .containsOnlyOnce("**1 of 2 checks hold.**")
        .containsOnlyOnce(
            "| ResNet-34, Dropout &amp; DropBlock: testAccuracy | fell short | at least 0.8500 |"
                + " 0.8000 |");
    assertThat(summary().replaceAll("(?s)<!-- dropblock.*of dropblock:verify -->\n\n?", ""))
        .isEqualTo(before);
  }

  @Test
  void aSummaryThatIsFullMakesRoomForWhatFellShort() throws IOException {
    Files.createDirectories(run.report());
    Files.writeString(
        run.report().resolve("summary.md"), "## A title\n\n" + "A line.\n".repeat(8190));

    check("testAccuracy>=0.85");

    assertThat(summary()).hasSizeLessThanOrEqualTo(65_536).contains("**1 of 2 checks hold.**");
  }

  @Test
  void withoutAReportTheChecksStandAlone() throws Exception {
    check("testAccuracy>=0.95");

    assertThat(checks().getAttribute("tests")).isEqualTo("2");
    assertThat(checks().getAttribute("failures")).isEqualTo("2");
  }

  @Test
  void aBrokenJunitFileIsNamed() throws IOException {
    Files.createDirectories(run.report());
    Files.writeString(run.report().resolve("junit.xml"), "<testsuite>");

    assertThatThrownBy(() -> check("testLoss<=1"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("junit.xml can't be read")
        .satisfies(Helped.by(Remedy.WRITE_REPORT_AGAIN));
  }

  @Test
  void aResultWithoutMetricsIsNamed() throws IOException {
    Path metrics = folder.resolve("smoke/cells/resnet-34-none-s1/metrics.csv");
    Files.delete(metrics);

    assertThatThrownBy(() -> check("testLoss<=1"))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll(metrics.toString(), "delete the cell's folder");
  }

  @Test
  void nothingToHoldTheRunToIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> check())
        .withMessage("nothing to hold the run to")
        .satisfies(Helped.by(Remedy.GIVE_CHECKS));
  }

  private String summary() throws IOException {
    return Files.readString(run.report().resolve("summary.md"));
  }

  private GateOutcome check(String... limits) throws IOException {
    List<Threshold> parsed = Stream.of(limits).map(Threshold::parse).toList();
    return Gate.check(
        new GateRequest(
            run, parsed, Optional.empty(), new FalseAlarms(0.01), Contradictions.IGNORE));
  }

  /** The last suite. */
  private Element checks() throws Exception {
    var suites = junit().getElementsByTagName("testsuite");
    return (Element) suites.item(suites.getLength() - 1);
  }

  private Element junit() throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(run.report().resolve("junit.xml").toFile())
        .getDocumentElement();
  }
}
