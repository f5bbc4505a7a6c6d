package io.github.dropblock.harness.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Profile;
import io.github.dropblock.harness.experiment.Protocol;
import io.github.dropblock.harness.experiment.Regularizer;
import io.github.dropblock.harness.regularize.DropBlock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** DropBlock stands where the placement says, and nowhere else. */
class PlacesTest {
  @ParameterizedTest
  @CsvSource({
    "ALEXNET,   'conv1,conv2,conv3,conv4,conv5'",
    "VGG_16,    'block1-conv2,block2-conv2,block3-conv3,block4-conv3,block5-conv3'"
  })
  void byDefaultAsThePaperIsRead(Network network, String layers) {
    assertThat(dropBlocks(network, Profile.SMOKE.protocol()).keySet())
        .containsExactly(layers.split(","));
  }

  @Test
  void byDefaultAfterEveryResidualBlock() {
    assertThat(dropBlocks(Network.RESNET_34, Profile.SMOKE.protocol()).keySet())
        .hasSize(3 + 4 + 6 + 3)
        .allMatch(layer -> layer.matches("stage[1234]-block\\d"));
  }

  @ParameterizedTest
  @CsvSource({
    "alexnet=conv4+conv2, 'conv2,conv4'",
    "resnet-34=stage4,    'stage4-block1,stage4-block2,stage4-block3'",
    "vgg-16=block3,       'block3-conv3'"
  })
  void elsewhereWhereChosen(String placement, String layers) {
    Network network = Network.parse(placement.substring(0, placement.indexOf('=')));

    assertThat(dropBlocks(network, placed(placement)).keySet()).containsExactly(layers.split(","));
  }

  @Test
  void aPlaceDropsTheSameWhateverTheOthersAre() {
    DropBlock among = dropBlocks(Network.VGG_16, Profile.SMOKE.protocol()).get("block3-conv3");
    DropBlock alone = dropBlocks(Network.VGG_16, placed("vgg-16=block3")).get("block3-conv3");

    assertThat(alone).isEqualTo(among);
  }

  private static Protocol placed(String placement) {
    return Profile.SMOKE.protocol().toBuilder().placement(placement).build();
  }

  private static Map<String, DropBlock> dropBlocks(Network network, Protocol protocol) {
    return Networks.dropBlocks(
        Networks.build(
            new NetworkSpec(network, Regularizer.DROPBLOCK, protocol.training(network), 2, 1, 0)));
  }
}
