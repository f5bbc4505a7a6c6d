package io.github.dropblock.plugin.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dropblock.harness.experiment.Matrix;
import io.github.dropblock.harness.progress.ProgressLines;
import io.github.dropblock.harness.rundir.EpochMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.junit.jupiter.api.Test;

class LogProgressTest {
  private final List<String> logged = new ArrayList<>();
  private long seconds;
  private final LogProgress progress =
      new LogProgress(
          new SystemStreamLog() {
            @Override
            public void info(CharSequence line) {
              logged.add(line.toString());
            }
          },
          new ProgressLines(Matrix.ofPaper()),
          this::nextSecond);

  @Test
  void logsPreparationsEveryTenSecondsAndAtTheirEnd() {
    for (int done = 1; done <= 25; done++) {
      progress.preparing("decoding photos", done, 25);
    }

    assertThat(logged)
        .containsExactly(
            "decoding photos: 10 of 25", "decoding photos: 20 of 25", "decoding photos: 25 of 25");
  }

  @Test
  void logsALineForEachEpoch() {
    EpochMetrics metrics = new EpochMetrics(1, 1, 0.6, 0.6, 0.5, 0.7, 2, 100);

    progress.epoch("alexnet-none-s1", metrics, 2, Optional.empty(), Optional.empty());
    progress.epoch("alexnet-none-s1", metrics, 2, Optional.empty(), Optional.empty());

    assertThat(logged).hasSize(2).allMatch(line -> line.contains("alexnet-none-s1"));
  }

  /** A second later each time it is looked at. */
  private long nextSecond() {
    return Duration.ofSeconds(seconds++).toNanos();
  }
}
