package io.github.dropblock.plugin;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ExperimentMojoTest {
  private static final Path CACHE = Path.of("cache");

  @Test
  void offlineNothingIsFetched() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ExperimentMojo.requireOnline(true, "cifar10", CACHE))
        .withMessage(
            "cifar10 is not in cache yet, and Maven is offline; run once without -o, or fetch it by"
                + " hand and give its path");
  }

  @Test
  void onlineItIs() {
    assertThatCode(() -> ExperimentMojo.requireOnline(false, "cifar10", CACHE))
        .doesNotThrowAnyException();
  }
}
