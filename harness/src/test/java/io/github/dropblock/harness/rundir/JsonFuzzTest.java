package io.github.dropblock.harness.rundir;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.dropblock.harness.files.Json;
import io.github.dropblock.harness.files.OneLine;
import java.util.List;
import org.junit.jupiter.api.Tag;

/** Records of a run directory that a stranger, or a broken disk, made. */
@Tag("fuzz")
class JsonFuzzTest {
  private static final List<Class<?>> RECORDS =
      List.of(RunRecord.class, CellSettings.class, CellResult.class, CellFailure.class);

  @FuzzTest(maxDuration = "2m")
  void isReadOrRefusedInALine(byte[] file) {
    for (Class<?> type : RECORDS) {
      OneLine.orRead(() -> Json.read(file, type, "record.json"));
    }
  }
}
