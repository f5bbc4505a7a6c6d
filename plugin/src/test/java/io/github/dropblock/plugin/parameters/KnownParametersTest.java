package io.github.dropblock.plugin.parameters;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnownParametersTest {
  private static final KnownParameters KNOWN =
      new KnownParameters(
          Set.of("dropblock.epochs", "dropblock.seeds", "dropblock.firstSeed", "dropblock.data"));

  private static Properties given(String name) {
    Properties given = new Properties();
    given.setProperty(name, "7");
    return given;
  }

  @ParameterizedTest
  @CsvSource({
    "dropblock.epoch, dropblock.epochs",
    "dropblock.Seeds, dropblock.seeds",
    "dropblock.first-seed, dropblock.firstSeed",
    "dropblock.foo, dropblock.data"
  })
  void anUnknownNameIsRefusedWithTheNearestKnownOne(String name, String nearest) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KNOWN.require(given(name), Set.of()))
        .withMessage(
            "there is no parameter -D%s; did you mean -D%s? dropblock:help -Ddetail lists them",
            name, nearest);
  }

  @Test
  void allOfThemAreNamed() {
    Properties given = given("dropblock.epoch");
    given.setProperty("dropblock.seed", "3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KNOWN.require(given, Set.of()))
        .withMessageContaining("-Ddropblock.epochs?")
        .withMessageContaining("-Ddropblock.seeds?");
  }

  @Test
  void whatTheProjectCallsSoIsItsOwn() {
    assertThatCode(() -> KNOWN.require(given("dropblock.version"), Set.of("dropblock.version")))
        .doesNotThrowAnyException();
  }

  @Test
  void otherNamesAreNoConcernOfThisPlugin() {
    assertThatCode(() -> KNOWN.require(given("maven.test.skip"), Set.of()))
        .doesNotThrowAnyException();
  }
}
