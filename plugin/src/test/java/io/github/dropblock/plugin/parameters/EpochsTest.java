package io.github.dropblock.plugin.parameters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.dropblock.harness.experiment.Network;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EpochsTest {
  @Test
  void oneNumberIsForEveryNetwork() {
    assertThat(Epochs.parse(" 60 ").byNetwork())
        .isEqualTo(Map.of(Network.ALEXNET, 60, Network.RESNET_34, 60, Network.VGG_16, 60));
  }

  @Test
  void namedNumbersAreForTheirNetworks() {
    assertThat(Epochs.parse("alexnet=60, VGG-16 = 10").byNetwork())
        .isEqualTo(Map.of(Network.ALEXNET, 60, Network.VGG_16, 10));
  }

  @ParameterizedTest
  @ValueSource(strings = {"60,vgg-16=10", "vgg-16=10,60"})
  void aNumberWithoutANameIsForTheRest(String text) {
    assertThat(Epochs.parse(text).byNetwork())
        .isEqualTo(Map.of(Network.ALEXNET, 60, Network.RESNET_34, 60, Network.VGG_16, 10));
  }

  @ParameterizedTest
  @ValueSource(strings = {"alexnet=3,alexnet=4", "5,AlexNet=3,alexnet=3"})
  void aNetworkNamedTwiceIsRefused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Epochs.parse(text))
        .withMessage("epochs of alexnet are given twice; give them once");
  }

  @Test
  void twoNumbersWithoutNamesAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Epochs.parse("3,4"))
        .withMessageStartingWith("two numbers of epochs have no network; give one");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "many", "6.5", "alexnet=", "60,"})
  void anythingElseIsRefusedWithAnExample(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Epochs.parse(text))
        .withMessageContaining("alexnet=60,vgg-16=10");
  }

  @Test
  void anUnknownNetworkIsRefusedWithThoseThereAre() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Epochs.parse("lenet=3"))
        .withMessage("unknown network 'lenet'; choose from alexnet, resnet-34, vgg-16");
  }
}
