package io.github.dropblock.harness.report;

import static io.github.dropblock.harness.experiment.Network.ALEXNET;
import static io.github.dropblock.harness.experiment.Network.VGG_16;
import static io.github.dropblock.harness.experiment.Regularizer.DROPBLOCK;
import static io.github.dropblock.harness.experiment.Regularizer.DROPOUT;
import static io.github.dropblock.harness.experiment.Regularizer.DROPOUT_DROPBLOCK;
import static io.github.dropblock.harness.experiment.Regularizer.NONE;

import io.github.dropblock.harness.browser.Browser;
import io.github.dropblock.harness.browser.Page;
import io.github.dropblock.harness.draw.DrawnSource;
import io.github.dropblock.harness.experiment.Cell;
import io.github.dropblock.harness.experiment.Regularizer;
import io.github.dropblock.harness.images.PixelCache;
import io.github.dropblock.harness.images.SplitManifest;
import io.github.dropblock.harness.remedy.Remedy;
import io.github.dropblock.harness.results.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The report's page, with everything on it that it can show. */
class PageInBrowserTest {
  @TempDir private static Path folder;
  private static Browser browser;
  private static Page page;

  @BeforeAll
  static void open() throws IOException, InterruptedException {
    browser = Browser.start();
    page = new Page(browser, Report.render(run().directory, Optional.empty(), Remedy::name));
  }

  @AfterAll
  static void close() throws IOException {
    if (browser != null) {
      browser.close();
    }
  }

  @ParameterizedTest
  @CsvSource({"400, light", "400, dark", "1000, light", "1000, dark", "1600, light", "1600, dark"})
  void anyoneCanReadIt(int width, String scheme) throws IOException, InterruptedException {
    page.assertReadable(width, scheme);
  }

  @Test
  void nothingIsCutOffOnPaper() throws IOException, InterruptedException {
    page.assertPrintable();
  }

  @Test
  void theKeyboardReachesTheVerdictsAtOnce() throws IOException, InterruptedException {
    page.assertSkipLink();
  }

  @Test
  void aScriptWouldNotRun() throws IOException, InterruptedException {
    page.assertScriptsAreForbidden();
  }

  /** Two seeds; finished cells with pictures, and one of each other state. */
  private static RunFolder run() throws IOException {
    List<Regularizer> regularizers = List.of(NONE, DROPOUT, DROPBLOCK, DROPOUT_DROPBLOCK);
    RunFolder run =
        images(new RunFolder(folder.resolve("run")))
            .matrix(List.of(ALEXNET, VGG_16), regularizers, List.of(1L, 2L))
            .begin()
            .pretraining();
    for (Regularizer regularizer : regularizers) {
      run.finished(new Cell(ALEXNET, regularizer, 1), 4, 0.3)
          .finished(new Cell(ALEXNET, regularizer, 2), 5, 0.2);
    }
    Cell both = new Cell(VGG_16, DROPOUT_DROPBLOCK, 1);
    return run.failed(new Cell(VGG_16, NONE, 1), "a line of the log ".repeat(20))
        .trained(new Cell(VGG_16, DROPOUT, 1), 3, 0.4)
        .finished(both, 4, 0.3)
        .exposed(both);
  }

  private static RunFolder images(RunFolder run) throws IOException {
    try (DrawnSource source = DrawnSource.catsAndDogs(34)) {
      SplitManifest manifest = SplitManifest.of(source, 34, (done, total) -> {});
      try (PixelCache decoded =
          PixelCache.openOrBuild(folder, source, manifest, 37, (done, total) -> {})) {
        return run.images(manifest, decoded.file());
      }
    }
  }
}
