package io.github.dropblock.harness.report;

import static io.github.dropblock.harness.experiment.Network.ALEXNET;
import static io.github.dropblock.harness.experiment.Regularizer.DROPOUT;
import static io.github.dropblock.harness.experiment.Regularizer.NONE;

import io.github.dropblock.harness.browser.Browser;
import io.github.dropblock.harness.browser.Page;
import io.github.dropblock.harness.experiment.Cell;
import io.github.dropblock.harness.progress.Remaining;
import io.github.dropblock.harness.remedy.Remedy;
import io.github.dropblock.harness.results.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of a run that still trains. */
class UnderWayInBrowserTest {
  @TempDir Path folder;

  @Test
  void anyoneCanReadIt() throws IOException, InterruptedException {
    RunFolder run =
        new RunFolder(folder)
            .matrix(List.of(ALEXNET), List.of(NONE, DROPOUT), List.of(1L, 2L))
            .begin()
            .finished(new Cell(ALEXNET, NONE, 1), 280, 0.2)
            .trained(new Cell(ALEXNET, DROPOUT, 1), 7, 0.4);
    Report.renderUnderWay(
        run.directory,
        Optional.empty(),
        new RunUnderWay(
            Instant.parse("2026-01-02T03:04:05Z"),
            Optional.of(new Remaining(Duration.ofMinutes(90), true)),
            List.of(
                new RunUnderWay.TrainingUnderWay(
                    "alexnet-dropout-s1", 7, 24, Optional.of(Duration.ofMinutes(5))),
                new RunUnderWay.TrainingUnderWay("alexnet-none-s2", 0, 24, Optional.empty()))),
        Remedy::name);
    Path file = run.directory.report().resolve("index.html");

    try (Browser browser = Browser.start()) {
      Page page = new Page(browser, file);
      page.assertReadable(400, "dark");
      page.assertReadable(1000, "light");
    }
  }
}
