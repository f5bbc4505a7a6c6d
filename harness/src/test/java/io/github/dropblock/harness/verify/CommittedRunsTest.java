package io.github.dropblock.harness.verify;

import static io.github.dropblock.harness.experiment.Regularizer.DROPOUT_DROPBLOCK;
import static io.github.dropblock.harness.experiment.Regularizer.NONE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dropblock.harness.experiment.Profile;
import io.github.dropblock.harness.results.TinyRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The scenario {@code src/it/gate} needs finished runs, and training them would take its time: it
 * brings runs that {@link TinyRun} wrote. Here they are held to the form that runs have today.
 */
class CommittedRunsTest {
  private static final Path COMMITTED = Path.of("..", "src", "it", "gate", "runs");
  private static final Path FRESH = Path.of("target", "gate-runs");

  @Test
  void theScenariosRunsAreOfTodaysForm() throws IOException {
    write();

    assertThat(files(COMMITTED))
        .as("replace the folder %s by %s", COMMITTED, FRESH.toAbsolutePath())
        .isEqualTo(files(FRESH));
  }

  private static void write() throws IOException {
    TinyRun.drawn(FRESH.resolve("accepted"))
        .threeFinished(NONE, 1, 2, 3)
        .threeFinished(DROPOUT_DROPBLOCK, 4);
    TinyRun.drawn(FRESH.resolve("worse"))
        .threeFinished(NONE, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)
        .threeFinished(DROPOUT_DROPBLOCK, 5);
    new TinyRun(FRESH.resolve("other"), Profile.SMOKE, "1.0.0-M2.1", "b", 1L)
        .finished(NONE, 1)
        .finished(DROPOUT_DROPBLOCK, 1, 6);
    TinyRun.photos(FRESH.resolve("contradicting"))
        .epochs(60)
        .threeFinished(NONE)
        .threeFinished(DROPOUT_DROPBLOCK, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
  }

  private static Map<String, String> files(Path folder) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        texts.put(folder.relativize(path).toString().replace('\\', '/'), Files.readString(path));
      }
    }
    return texts;
  }
}
