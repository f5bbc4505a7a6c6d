package io.github.dropblock.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dropblock.harness.experiment.Matrix;
import io.github.dropblock.harness.run.EpochMetrics;
import io.github.dropblock.harness.run.ProgressLines;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.junit.jupiter.api.Test;

class LogProgressTest {
  private final List<String> logged = new ArrayList<>();
  private final LogProgress progress =
      new LogProgress(
          new SystemStreamLog() {
            @Override
            public void info(CharSequence line) {
              logged.add(line.toString());
            }
          },
          new ProgressLines(Matrix.ofPaper()));

  @Test
  void doesNotFloodALogWithPreparations() {
    for (int done = 0; done <= 17_000; done++) {
      progress.preparing("decoding photos", done, 17_000);
    }

    assertThat(logged).hasSize(5).first().isEqualTo("decoding photos: 0 of 17000");
    assertThat(logged).last().isEqualTo("decoding photos: 17000 of 17000");
  }

  @Test
  void logsALineForEachEpoch() {
    EpochMetrics metrics = new EpochMetrics(1, 1, 0.6, 0.6, 0.5, 0.7, 2, 100);

    progress.epoch("alexnet-none-s1", metrics, 2, Optional.empty(), Optional.empty());
    progress.epoch("alexnet-none-s1", metrics, 2, Optional.empty(), Optional.empty());

    assertThat(logged).hasSize(2).allMatch(line -> line.contains("alexnet-none-s1"));
  }
}
