package io.github.dropblock.harness.rundir;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.dropblock.harness.files.Csv;
import io.github.dropblock.harness.files.OneLine;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;

/** Tables of a run directory that a stranger, or a broken disk, made. */
@Tag("fuzz")
class CsvFuzzTest {
  @FuzzTest(maxDuration = "2m")
  void isReadOrRefusedInALine(byte[] file) {
    String text = new String(file, StandardCharsets.UTF_8);
    OneLine.orRead(() -> new Csv<>(EpochMetrics.class).parse(text, "metrics.csv"));
    OneLine.orRead(() -> new Csv<>(Prediction.class).parse(text, "predictions.csv"));
  }
}
