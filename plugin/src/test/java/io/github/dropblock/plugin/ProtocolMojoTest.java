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
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ProtocolMojoTest {
  private static final Protocol QUICK = Profile.QUICK.protocol();

  @ParameterizedTest
  @EnumSource(Profile.class)
  void whatIsNotGivenIsTheProfiles(Profile profile) {
    assertThat(protocol(Map.of("profile", profile.id()))).isEqualTo(profile.protocol());
  }

  @Test
  void everySettingCanBeGiven() {
    Protocol protocol =
        protocol(
            Map.ofEntries(
                Map.entry("images", 340),
                Map.entry("imageSize", 64),
                Map.entry("width", 0.5),
                Map.entry("batchSize", 16),
                Map.entry("epochs", "7"),
                Map.entry("keepProbability", 0.9),
                Map.entry("blockSize", 5),
                Map.entry("keepSchedule", "linear"),
                Map.entry("placement", "vgg-16=block3"),
                Map.entry("dropout", 0.25),
                Map.entry("rotation", 10.0),
                Map.entry("crop", 0.75),
                Map.entry("trainedBlocks", 2),
                Map.entry("pretrainingImages", 170),
                Map.entry("pretrainingEpochs", 3)));

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

  /** A parameter that is declared, but handed on to nothing, would be passed over in silence. */
  @ParameterizedTest
  @MethodSource
  void nonsenseIsRefusedUnderTheParametersName(Field parameter) {
    Object nonsense = nonsense(parameter);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> protocol(Map.of(parameter.getName(), nonsense)))
        .withMessageEndingWith("(-Ddropblock.%s=%s)", parameter.getName(), nonsense);
  }

  static Stream<Field> nonsenseIsRefusedUnderTheParametersName() {
    return Arrays.stream(ProtocolMojo.class.getDeclaredFields())
        .filter(field -> !field.isSynthetic());
  }

  private static Object nonsense(Field parameter) {
    return parameter.getType() == Integer.class
        ? (Object) Integer.MIN_VALUE
        : parameter.getType() == Double.class ? (Object) Double.NEGATIVE_INFINITY : "no such";
  }

  @Test
  void epochsOfOneNetworkLeaveTheOthers() {
    Protocol protocol = protocol(Map.of("epochs", "vgg16=5"));

    assertThat(Phase.epochs(protocol.phases().get(Network.VGG_16))).isEqualTo(5);
    assertThat(protocol.phases().get(Network.ALEXNET))
        .isEqualTo(QUICK.phases().get(Network.ALEXNET));
  }

  @Test
  void aSettingOutOfRangeIsNamedWithItsParameter() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> protocol(Map.of("batchSize", 0)))
        .withMessage("batch size is 0; it must be 1 or more (-Ddropblock.batchSize=0)");
  }

  /** Else the photos decoded for it fill the disk, or no array holds one. */
  @Test
  void aCropOfNextToNothingIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> protocol(Map.of("crop", 0.0001)))
        .withMessage(
            "crop is 1.0E-4; it must be from 0.25, a sixteenth of the photo's area, to 1 (-Ddropblock.crop=1.0E-4)");
  }

  @Test
  void negativeEpochsAreNamedWithTheirParameter() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> protocol(Map.of("epochs", "-3")))
        .withMessageContaining("there must be 1 or more")
        .withMessageEndingWith("(-Ddropblock.epochs=-3)");
  }

  @Test
  void onlyTheBadOneOfSeveralSettingsIsBlamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> protocol(Map.of("images", 340, "imageSize", 8, "width", 0.5)))
        .withMessageEndingWith("(-Ddropblock.imageSize=8)");
  }

  private static Protocol protocol(Map<String, Object> given) {
    Invocation<PrepareMojo> prepare =
        new Invocation<>(new PrepareMojo(new StubMachine(), null), Path.of("project"));
    given.forEach(prepare::with);
    return prepare.set().protocol();
  }
}
