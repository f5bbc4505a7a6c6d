package io.github.dropblock.harness.compare;

import static io.github.dropblock.harness.experiment.Regularizer.DROPOUT_DROPBLOCK;
import static io.github.dropblock.harness.experiment.Regularizer.NONE;

import io.github.dropblock.harness.browser.Browser;
import io.github.dropblock.harness.browser.Page;
import io.github.dropblock.harness.experiment.Profile;
import io.github.dropblock.harness.results.TinyRun;
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

/** The page of three runs beside each other, one of which lacks an arm. */
class ComparePageInBrowserTest {
  @TempDir private static Path folder;
  private static Browser browser;
  private static Page page;

  @BeforeAll
  static void open() throws IOException, InterruptedException {
    browser = Browser.start();
    TinyRun first =
        TinyRun.smoke(folder.resolve("first"))
            .finished(NONE, 1, 1, 2, 3)
            .finished(DROPOUT_DROPBLOCK, 1, 4);
    TinyRun second =
        new TinyRun(folder.resolve("second"), Profile.SMOKE, "1.0.0-M2.1", "a", 1L)
            .finished(NONE, 1, 4, 5);
    TinyRun third =
        new TinyRun(folder.resolve("third"), Profile.QUICK, "1.0.0-M1.1", "b", 1L, 2L)
            .finished(NONE, 1, 4, 5)
            .finished(NONE, 2, 6)
            .finished(DROPOUT_DROPBLOCK, 2, 6);
    List<Contender> runs =
        List.of(
            new Contender("first", first.directory()),
            new Contender("second", second.directory()),
            new Contender("third", third.directory()));
    page = new Page(browser, Comparison.render(runs, folder.resolve("compared"), Optional.empty()));
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
  void theKeyboardReachesTheResultsAtOnce() throws IOException, InterruptedException {
    page.assertSkipLink();
  }

  @Test
  void aScriptWouldNotRun() throws IOException, InterruptedException {
    page.assertScriptsAreForbidden();
  }
}
