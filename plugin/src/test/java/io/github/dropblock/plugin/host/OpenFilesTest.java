package io.github.dropblock.plugin.host;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class OpenFilesTest {
  @Test
  void tooFewAreToldWithTheWayToMore() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OpenFiles.requireEnough(OptionalLong.of(64)))
        .withMessage(
            "only 64 files may be open at a time, and Maven and the cells' jars need more; raise the"
                + " limit with ulimit -n 1024, then run again");
  }

  @Test
  void whatASystemHasUsuallyIsEnough() {
    assertThatCode(() -> OpenFiles.requireEnough(OptionalLong.of(1024))).doesNotThrowAnyException();
    assertThatCode(() -> OpenFiles.requireEnough(new ThisMachine().openFiles()))
        .doesNotThrowAnyException();
  }

  @Test
  void aSystemWithoutALimitIsLetBe() {
    assertThatCode(() -> OpenFiles.requireEnough(OptionalLong.empty())).doesNotThrowAnyException();
  }
}
