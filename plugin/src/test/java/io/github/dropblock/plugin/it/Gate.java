package io.github.dropblock.plugin.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;

/** Finished runs are held to thresholds in the POM, to a baseline, and against each other. */
public final class Gate {
  private Gate() {}

  public static void verify(File basedir) {
    Scenario scenario = new Scenario(basedir);

    assertThat(scenario.log())
        .as("thresholds of the POM, in the phase verify")
        .contains("All checks of " + run(basedir, "accepted"))
        .containsPattern(
            "ResNet-34, None: testAccuracy +at least 0.8500 +0.9000, mean of 3 seeds +cells/")
        .contains("1 of 19 checks of " + run(basedir, "worse"))
        .containsPattern(
            "ResNet-34, None: testAccuracy +at least 0.8500 +0.5000, mean of 3 seeds +cells/");
    assertThat(scenario.log())
        .as("thresholds of the command line")
        .containsPattern("Dropout & DropBlock: testLoss +at most 0.6000 nats")
        .containsPattern("None: imagesPerSecond +at least 10.0000 images/s +75.0000 images/s");
    assertThat(scenario.log())
        .as("the baseline")
        .contains("Baseline of 6 cells: " + basedir.toPath().resolve("accepted.json"))
        .containsPattern("baseline +0.9000, but for chance +0.5000, mean of 3 seeds; p of no fall")
        .contains("To know, of " + run(basedir, "worse"), "others of 6 cells");
    assertThat(basedir.toPath().resolve("runs/worse/report/junit.xml"))
        .content()
        .contains("tests=\"19\"", "failures=\"1\"", "testAccuracy, baseline");
    assertThat(scenario.log())
        .as("contradicted claims, as a warning, as a failure, and where there are none")
        .contains("[WARNING] 1 of 19 checks of " + run(basedir, "contradicting") + " would fall")
        .contains("18 of 19 checks of " + run(basedir, "contradicting") + " hold")
        .contains("1 of 19 checks of " + run(basedir, "contradicting") + " fell short")
        .contains("A3 ResNet-34: Dropout & DropBlock beats None by 2.5 points  not contradicted")
        .contains("All checks of " + run(basedir, "accepted") + " hold, 16 of them");
    assertThat(basedir.toPath().resolve("runs/contradicting/report/summary.md"))
        .content()
        .contains("**18 of 19 checks hold.**", "| fell short | not contradicted |");
    assertThat(basedir.toPath().resolve("runs/comparison/index.html"))
        .as("the comparison")
        .content()
        .contains(
            "<b>accepted</b>",
            "\u221240.0",
            "versions.deeplearning4j",
            "same images",
            "other images");
    assertThat(basedir.toPath().resolve("runs/comparison/compare.md")).isNotEmptyFile();
    assertThat(basedir.toPath().resolve("target/site/dropblock/index.html"))
        .as("the page in the site")
        .hasSameTextualContentAs(basedir.toPath().resolve("runs/accepted/report/index.html"));
  }

  private static Path run(File basedir, String name) {
    return basedir.toPath().resolve("runs").resolve(name);
  }
}
