package io.github.dropblock.harness.run;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.dropblock.harness.files.Csv;
import io.github.dropblock.harness.files.Json;
import io.github.dropblock.harness.files.OneLine;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Tag;

/** A run directory that a stranger, or a broken disk, made. */
@Tag("fuzz")
class RecordsFuzzTest {
  private static final List<Class<?>> RECORDS =
      List.of(RunRecord.class, CellSettings.class, CellResult.class, CellFailure.class);

  @FuzzTest(maxDuration = "2m")
  void json(byte[] file) {
    for (Class<?> type : RECORDS) {
      OneLine.orRead(() -> Json.read(file, type, "record.json"));
    }
  }

  @FuzzTest(maxDuration = "2m")
  void csv(byte[] file) {
    String text = new String(file, StandardCharsets.UTF_8);
    OneLine.orRead(() -> new Csv<>(EpochMetrics.class).parse(text, "metrics.csv"));
    OneLine.orRead(() -> new Csv<>(Prediction.class).parse(text, "predictions.csv"));
  }
}
