package io.github.dropblock.harness.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.dropblock.harness.files.Json;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlacementTest {
  private static final Placement PAPER = Placement.ofPaper();

  @Test
  void thePapersShallowAndMiddleLayersAreAllConvolutions() {
    assertThat(PAPER.in(Network.ALEXNET))
        .containsExactly("conv1", "conv2", "conv3", "conv4", "conv5");
    assertThat(PAPER.in(Network.RESNET_34)).containsExactly("stage1", "stage2", "stage3", "stage4");
    assertThat(PAPER.in(Network.VGG_16))
        .containsExactly("block1", "block2", "block3", "block4", "block5");
  }

  @Test
  void otherPlacesOfOneNetworkLeaveTheOthers() {
    Placement changed = PAPER.with("ResNet-34 = stage4 + stage1");

    assertThat(changed.in(Network.RESNET_34)).containsExactly("stage1", "stage4");
    assertThat(changed.in(Network.VGG_16)).isEqualTo(PAPER.in(Network.VGG_16));
  }

  @Test
  void severalNetworksAreSeparatedByCommas() {
    Placement changed = PAPER.with("alexnet=conv1+conv2,vgg-16=block3");

    assertThat(changed.in(Network.ALEXNET)).containsExactly("conv1", "conv2");
    assertThat(changed.in(Network.VGG_16)).containsExactly("block3");
  }

  @Test
  void aPlaceThatTheNetworkLacksIsToldWithThoseItHas() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PAPER.with("vgg-16=conv1"))
        .withMessage(
            "VGG-16 has no place 'conv1' for DropBlock;"
                + " choose from block1, block2, block3, block4, block5");
  }

  @Test
  void placesWithoutANetworkAreToldHowToWrite() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PAPER.with("conv1"))
        .withMessage(
            "'conv1' is not a placement;"
                + " write a network and its places, such as alexnet=conv1+conv2");
  }

  @Test
  void aNetworkNamedTwiceIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Placement.ofPaper().with("alexnet=conv1,vgg-16=block1,alexnet=conv3"))
        .withMessage("places of alexnet are given twice; join them, such as alexnet=conv1+conv2");
  }

  @Test
  void noPlaceAtAllIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PAPER.with("vgg-16="))
        .withMessageStartingWith("VGG-16 has no place ''");
  }

  @Test
  void aProtocolKeepsItInItsFile(@TempDir Path folder) throws IOException {
    Protocol protocol = Profile.SMOKE.protocol();
    Json.write(folder.resolve("protocol.json"), protocol);

    assertThat(Json.read(folder.resolve("protocol.json"), Protocol.class)).isEqualTo(protocol);
  }
}
