package io.github.dropblock.harness.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dropblock.harness.rundir.RunRecord;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BenchTableTest {
  private final Locale before = Locale.getDefault();

  @AfterEach
  void restore() {
    Locale.setDefault(before);
  }

  @Test
  void theTablesLineUpAndAreTheSameInEveryLocale() {
    Locale.setDefault(Locale.GERMANY);
    BenchResult result =
        new BenchResult(
            BenchResult.SCHEMA,
            Instant.EPOCH,
            new RunRecord.Host("Linux 6", "amd64", 2, 1L << 34),
            "photos.zip",
            2,
            List.of(new StageSpeed("decode", 224, 1000, 612.4, 3.2612)),
            List.of(
                new NetworkSpeed(
                    "ND4J CPU",
                    0.0123,
                    List.of(
                        new StepSpeed(
                            "resnet-34",
                            "none",
                            "compiled",
                            64,
                            32,
                            20,
                            400,
                            390,
                            312.0,
                            0.0,
                            7.5,
                            1.25),
                        new StepSpeed(
                            "resnet-34",
                            "dropblock",
                            "dl4j",
                            64,
                            32,
                            20,
                            410,
                            400,
                            null,
                            0.0256,
                            null,
                            null)),
                    List.of("PyTorch 9.9 of python3: none contiguous"))));

    assertThat(BenchTable.lines(result))
        .containsExactly(
            "Linux 6, 2 cores; photos.zip; 2 threads make batches",
            "",
            "| stage                        | pixels | images/s | CPU ms/image |",
            "|------------------------------|-------:|---------:|-------------:|",
            "| decode                       |    224 |      612 |        3.261 |",
            "",
            "| network   | regularizer       | step           | images/s | step ms | CPU ms | oneDNN ms"
                + " | over None | × dl4j | × PyTorch |",
            "|-----------|-------------------|----------------|---------:|--------:|-------:|----------:"
                + "|----------:|-------:|----------:|",
            "| resnet-34 | none              | compiled       |    160.0 |   400.0 |  390.0 |     312.0"
                + " |    +0.0 % |   7.50 |      1.25 |",
            "| resnet-34 | dropblock         | dl4j           |    156.1 |   410.0 |  400.0 |          "
                + " |    +2.6 % |        |           |",
            "",
            "resnet-34: 64 images of 32 pixels a step, 1.23 % of the time waiting for batches;"
                + " ND4J CPU",
            "PyTorch 9.9 of python3: none contiguous");
  }
}
