package io.github.dropblock.harness.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class OwnSettingsTest {
  private static final String VGG = "spark.dropblock.taskCpus.vgg-16";
  private static final String MINUTES = "spark.dropblock.checkpointMinutes";
  private static final String CACHE = "spark.dropblock.nodeCache";

  @Test
  void sparksOwnSettingsAreLeftToSpark() {
    assertThat(OwnSettings.of(Map.of("spark.cores.max", "4"))).isEqualTo(OwnSettings.of(Map.of()));
  }

  @Test
  void aNetworkMayBeCountedForSeveralCores() {
    assertThat(OwnSettings.of(Map.of(VGG, " 4 ")).taskCpus()).isEqualTo(Map.of("vgg-16", 4));
  }

  @Test
  void whatIsNoNumberOfCoresIsRefusedByItsKey() {
    for (String cores : new String[] {"0", "-1", "half", "", "99999"}) {
      assertThatThrownBy(() -> OwnSettings.of(Map.of(VGG, cores)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("%s is '%s'; it must be a number of cores, 1 or more", VGG, cores);
    }
  }

  @Test
  void aMisspeltSettingIsRefusedWithThoseThatThereAre() {
    for (String key :
        new String[] {"spark.dropblock.taskCpus.vgg16", "spark.dropblock.checkpointMinute"}) {
      assertThatThrownBy(() -> OwnSettings.of(Map.of(key, "2", CACHE, "node")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "there is no setting %s; use one of spark.dropblock.nodeCache, spark.dropblock.checkpointMinutes, spark.dropblock.taskCpus.alexnet, spark.dropblock.taskCpus.resnet-34, spark.dropblock.taskCpus.vgg-16",
              key);
    }
  }

  @Test
  void checkpointsComeBackEverySoManyMinutes() {
    assertThat(OwnSettings.of(Map.of()).checkpointMinutes()).isEqualTo(10);
    assertThat(OwnSettings.of(Map.of(MINUTES, "0.5")).checkpointMinutes()).isEqualTo(0.5);
    assertThatThrownBy(() -> OwnSettings.of(Map.of(MINUTES, "0")))
        .hasMessage("%s is '0'; it must be a number of minutes above 0", MINUTES);
  }

  @Test
  void anEmptyNodeCacheIsNotTheHomeFolder() {
    assertThat(OwnSettings.of(Map.of()).nodeCache()).isEmpty();
    assertThat(OwnSettings.of(Map.of(CACHE, "big/node")).nodeCache()).contains("big/node");
    assertThatThrownBy(() -> OwnSettings.of(Map.of(CACHE, " ")))
        .hasMessage("%s is empty; it must be a folder", CACHE);
  }
}
