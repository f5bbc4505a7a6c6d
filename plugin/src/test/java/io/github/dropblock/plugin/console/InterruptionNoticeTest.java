package io.github.dropblock.plugin.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.junit.jupiter.api.Test;

class InterruptionNoticeTest {
  @Test
  void whoEndsAGoalIsToldHowToGoOn() throws Exception {
    assertThat(said("interrupted"))
        .isEqualToIgnoringNewLines(
            "[warn] Interrupted; the same command goes on where it stopped.");
  }

  @Test
  void nothingIsSaidOnceTheGoalIsDone() throws Exception {
    assertThat(said("done")).isEmpty();
  }

  /** A JVM that is told to end in the middle of a goal, or after it. */
  static final class Ended {
    public static void main(String[] arguments) {
      try (InterruptionNotice notice = new InterruptionNotice(new SystemStreamLog())) {
        if (arguments[0].equals("interrupted")) {
          // What a signal does.
          System.exit(1);
        }
      }
      System.exit(1);
    }
  }

  private static String said(String how) throws IOException, InterruptedException {
    Process jvm =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Ended.class.getName(),
                how)
            .redirectErrorStream(true)
            .start();
    String said = new String(jvm.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    jvm.waitFor();
    return said;
  }
}
