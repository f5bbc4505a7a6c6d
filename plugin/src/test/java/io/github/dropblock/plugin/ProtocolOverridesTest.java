package io.github.dropblock.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.dropblock.harness.experiment.Augmentation;
import io.github.dropblock.harness.experiment.DropBlockSettings;
import io.github.dropblock.harness.experiment.KeepSchedule;
import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Phase;
import io.github.dropblock.harness.experiment.Profile;
import io.github.dropblock.harness.experiment.Protocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProtocolOverridesTest {
  private static final Protocol QUICK = Profile.QUICK.protocol();

  @ParameterizedTest
  @EnumSource(Profile.class)
  void whatIsNotGivenIsTheProfiles(Profile profile) {
    ProtocolOverrides nothing = overrides(null, null, null, null, null);

    assertThat(nothing.applyTo(profile.protocol())).isEqualTo(profile.protocol());
  }

  @Test
  void everySettingCanBeGiven() {
    ProtocolOverrides all =
        new ProtocolOverrides(
            340, 64, 0.5, 16, "7", 0.9, 5, "linear", "vgg-16=block3", 0.25, 10.0, 0.75, 2, 170, 3);

    Protocol protocol = all.applyTo(QUICK);

    assertThat(protocol.images()).isEqualTo(340);
    assertThat(protocol.imageSize()).isEqualTo(64);
    assertThat(protocol.width()).isEqualTo(0.5);
    assertThat(protocol.batchSize()).isEqualTo(16);
    assertThat(protocol.phases().values()).extracting(Phase::epochs).containsOnly(7);
    assertThat(protocol.dropBlock()).isEqualTo(new DropBlockSettings(0.9, 5, KeepSchedule.LINEAR));
    assertThat(protocol.placement()).isEqualTo(QUICK.placement().with("vgg-16=block3"));
    assertThat(protocol.dropoutRate()).isEqualTo(0.25);
    assertThat(protocol.augmentation()).isEqualTo(new Augmentation(10, 0.75));
    assertThat(protocol.trainedBlocks()).isEqualTo(2);
    assertThat(protocol.pretraining().images()).isEqualTo(170);
    assertThat(protocol.pretraining().epochs()).isEqualTo(3);
  }

  @Test
  void epochsOfOneNetworkLeaveTheOthers() {
    Protocol protocol = overrides(null, null, null, null, "vgg16=5").applyTo(QUICK);

    assertThat(Phase.epochs(protocol.phases().get(Network.VGG_16))).isEqualTo(5);
    assertThat(protocol.phases().get(Network.ALEXNET))
        .isEqualTo(QUICK.phases().get(Network.ALEXNET));
  }

  @Test
  void aSettingOutOfRangeIsNamedWithItsParameter() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> overrides(null, null, null, 0, null).applyTo(QUICK))
        .withMessage("batch size is 0; it must be 1 or more (-Ddropblock.batchSize=0)");
  }

  @Test
  void negativeEpochsAreNamedWithTheirParameter() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> overrides(null, null, null, null, "-3").applyTo(QUICK))
        .withMessageContaining("there must be 1 or more")
        .withMessageEndingWith("(-Ddropblock.epochs=-3)");
  }

  @Test
  void onlyTheBadOneOfSeveralSettingsIsBlamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> overrides(340, 8, 0.5, 16, "7").applyTo(QUICK))
        .withMessageEndingWith("(-Ddropblock.imageSize=8)");
  }

  private static ProtocolOverrides overrides(
      Integer images, Integer imageSize, Double width, Integer batchSize, String epochs) {
    return new ProtocolOverrides(
        images, imageSize, width, batchSize, epochs, null, null, null, null, null, null, null, null,
        null, null);
  }
}
