package io.github.dropblock.plugin.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dropblock.harness.experiment.Matrix;
import io.github.dropblock.harness.progress.ProgressLines;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.junit.jupiter.api.Test;

class LiveProgressTest {
  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

  @Test
  void overwritesItsLine() {
    LiveProgress progress = progress(80);

    progress.preparing("decoding photos", 170, 170);
    progress.preparing("splitting", 1, 2);

    assertThat(text()).doesNotContain("\n").endsWith("\rsplitting: 1 of 2");
    assertThat(List.of(text().split("\r"))).last().isEqualTo("splitting: 1 of 2");
  }

  @Test
  void leavesNothingOfALongerLineBehind() {
    LiveProgress progress = progress(80);

    progress.preparing("decoding photos", 170, 170);
    progress.preparing("splitting", 1, 2);

    assertThat(text().split("\r"))
        .contains("splitting: 1 of 2" + " ".repeat("decoding photos: 170 of 170".length() - 17));
  }

  @Test
  void staysWithinTheTerminalsWidth() {
    LiveProgress progress = progress(10);

    progress.preparing("decoding photos", 170, 170);

    assertThat(text().split("\r")).allMatch(line -> line.length() < 10);
  }

  private LiveProgress progress(int columns) {
    ProgressLines lines = new ProgressLines(Matrix.ofPaper());
    return new LiveProgress(
        new PrintStream(shown, true, StandardCharsets.UTF_8),
        columns,
        lines,
        new LogProgress(new SystemStreamLog(), lines));
  }

  private String text() {
    return shown.toString(StandardCharsets.UTF_8);
  }
}
