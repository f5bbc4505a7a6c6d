package io.github.dropblock.harness.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dropblock.harness.remedy.Helped;
import io.github.dropblock.harness.remedy.Remedy;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigurationTest {
  private static final String VGG = "spark.dropblock.taskCpus.vgg-16";

  @Test
  void aNetworkMayBeCountedForSeveralCores() {
    Map<String, String> settings = Map.of(VGG, " 4 ");

    assertThatCode(() -> Configuration.check(settings)).doesNotThrowAnyException();
    assertThat(Configuration.taskCpus(settings, "vgg-16")).contains(4);
    assertThat(Configuration.taskCpus(settings, "alexnet")).isEmpty();
  }

  @Test
  void whatIsNoNumberOfCoresIsRefusedByItsKey() {
    for (String cores : new String[] {"0", "-1", "half", "", "99999"}) {
      assertThatThrownBy(() -> Configuration.check(Map.of(VGG, cores)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("%s is '%s', and must be a number of cores, 1 or more", VGG, cores)
          .satisfies(Helped.by(Remedy.CORRECT_SPARK_SETTINGS));
    }
  }

  @Test
  void aNetworkThatThereIsNotIsRefused() {
    assertThatThrownBy(() -> Configuration.check(Map.of("spark.dropblock.taskCpus.vgg16", "2")))
        .hasMessage(
            "spark.dropblock.taskCpus.vgg16 names no network: it ends with one of alexnet, resnet-34, vgg-16")
        .satisfies(Helped.by(Remedy.CORRECT_SPARK_SETTINGS));
  }

  @Test
  void checkpointsComeBackEverySoManyMinutes() {
    String key = "spark.dropblock.checkpointMinutes";

    assertThat(Configuration.checkpointMinutes(Map.of())).isEqualTo(10);
    assertThat(Configuration.checkpointMinutes(Map.of(key, "0.5"))).isEqualTo(0.5);
    assertThatThrownBy(() -> Configuration.check(Map.of(key, "0")))
        .hasMessage("%s is '0', and must be a number of minutes above 0", key)
        .satisfies(Helped.by(Remedy.CORRECT_SPARK_SETTINGS));
  }
}
