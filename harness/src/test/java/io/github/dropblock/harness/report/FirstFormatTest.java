package io.github.dropblock.harness.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dropblock.harness.experiment.Cell;
import io.github.dropblock.harness.images.Split;
import io.github.dropblock.harness.images.SplitManifest;
import io.github.dropblock.harness.remedy.Remedy;
import io.github.dropblock.harness.rundir.CellDirectory;
import io.github.dropblock.harness.rundir.RunDirectory;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The files of a run of the first release, schema 1, as it wrote them. They must stay readable:
 * never change them to make a test pass.
 */
class FirstFormatTest {
  @TempDir Path temporary;

  private RunDirectory run;

  @BeforeEach
  void copy() throws IOException, URISyntaxException {
    Path kept = Path.of(CellDirectory.class.getResource("format-1").toURI());
    try (Stream<Path> files = Files.walk(kept)) {
      for (Path file : files.toList()) {
        Files.copy(
            file,
            temporary.resolve(kept.relativize(file).toString()),
            java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      }
    }
    run = new RunDirectory(temporary);
  }

  @Test
  void itsFilesAreRead() throws IOException {
    Cell cell = run.run().orElseThrow().matrix().cells().get(0);
    CellDirectory files = run.cell(cell);

    assertThat(files.settings().orElseThrow().cell()).isEqualTo(cell);
    assertThat(files.metrics()).hasSize(4);
    assertThat(files.metrics().get(3).trainLoss()).isPositive();
    assertThat(files.predictions()).hasSize(files.result().orElseThrow().testImages());
    assertThat(SplitManifest.read(run.splitFile()).indices(Split.TEST))
        .hasSameSizeAs(files.predictions());
    assertThat(SplitManifest.read(run.splitFile()).fingerprint())
        .as("written as it is read")
        .isEqualTo(run.run().orElseThrow().data().fingerprint());
  }

  @Test
  void itsReportIsMade() throws IOException {
    Path page = Report.render(run, Optional.empty(), Remedy::name);
    assertThat(page).content().contains("dropblock").doesNotContain("can't be read");
  }
}
