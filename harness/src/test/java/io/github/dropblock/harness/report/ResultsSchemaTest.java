package io.github.dropblock.harness.report;

import static io.github.dropblock.harness.experiment.Regularizer.DROPOUT;
import static io.github.dropblock.harness.experiment.Regularizer.DROPOUT_DROPBLOCK;
import static io.github.dropblock.harness.experiment.Regularizer.NONE;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.dropblock.harness.experiment.Cell;
import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.remedy.Remedy;
import io.github.dropblock.harness.results.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsSchemaTest {
  private static final Path SCHEMA = Path.of("..", "docs", "results.schema.json");

  @TempDir Path folder;

  @Test
  void aRunWithNothingInItIsOfThePublishedForm() throws IOException {
    assertThat(errors(results(new RunFolder(folder).begin()))).isEmpty();
  }

  @Test
  void aRunOfSeveralSeedsAndStatesIsOfThePublishedForm() throws IOException {
    RunFolder run =
        new RunFolder(folder)
            .matrix(
                List.of(Network.values()),
                List.of(NONE, DROPOUT, DROPOUT_DROPBLOCK),
                List.of(1L, 2L))
            .begin();
    for (Cell cell : run.cells()) {
      run.finished(cell, 250, 0.2);
    }
    run.trained(new Cell(Network.VGG_16, NONE, 1), 5, 0.4);
    Files.delete(run.files(new Cell(Network.VGG_16, NONE, 1)).resultFile());
    Files.delete(run.files(new Cell(Network.VGG_16, NONE, 2)).resultFile());
    run.failed(new Cell(Network.VGG_16, NONE, 2), "out of memory");

    assertThat(errors(results(run))).isEmpty();
  }

  @Test
  void theFormAllowsNoOtherVerdict() throws IOException {
    String results = results(new RunFolder(folder).begin());

    assertThat(errors(results.replace("\"not-tested\"", "\"proven\""))).isNotEmpty();
  }

  private static String results(RunFolder run) throws IOException {
    Report.render(run.directory, Optional.empty(), Remedy::name);
    return Files.readString(run.directory.report().resolve("results.json"));
  }

  private static List<Error> errors(String json) throws IOException {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(Files.readString(SCHEMA))
        .validate(json, InputFormat.JSON);
  }
}
