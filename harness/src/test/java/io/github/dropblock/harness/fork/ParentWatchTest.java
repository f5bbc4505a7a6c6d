package io.github.dropblock.harness.fork;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dropblock.harness.rundir.ExitCode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class ParentWatchTest {
  @TempDir Path folder;

  @Test
  void theEndOfStandardInputEndsTheProcessWithACodeOfItsOwn() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                ForkedMains.Watching.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("out.txt").toFile())
            .start();
    process.getOutputStream().close();
    assertThat(ExitCode.of(process.waitFor())).isEqualTo(ExitCode.PARENT_DIED);
  }
}
