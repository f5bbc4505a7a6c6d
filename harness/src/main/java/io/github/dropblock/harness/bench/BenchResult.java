package io.github.dropblock.harness.bench;

import io.github.dropblock.harness.rundir.RunRecord;
import java.time.Instant;
import java.util.List;

/**
 * {@code bench.json}.
 *
 * @param schema version of this file's form
 * @param photos what was decoded, in words
 * @param threads that made batches
 */
public record BenchResult(
    int schema,
    Instant finished,
    RunRecord.Host host,
    String photos,
    int threads,
    List<StageSpeed> stages,
    List<NetworkSpeed> networks) {
  public static final int SCHEMA = 1;

  public BenchResult {
    stages = List.copyOf(stages);
    networks = List.copyOf(networks);
  }
}
