package io.github.dropblock.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Phase;
import io.github.dropblock.harness.experiment.Profile;
import io.github.dropblock.harness.experiment.Protocol;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The defaults stand in {@link Profile}; what the parameters' descriptions say of them is true. */
class ProfileDefaultsTest {
  private static final String PROFILES = "Default of smoke, quick, photos, paper: ";

  @ParameterizedTest(name = "{0}")
  @MethodSource("settings")
  void aDescriptionGivesEveryProfilesDefault(String parameter, Function<Protocol, Object> setting) {
    List<String> values = values(setting);
    String expected =
        values.stream().distinct().count() == 1
            ? "Default: " + values.get(0) + "."
            : PROFILES + String.join(", ", values) + ".";

    assertThat(description(parameter)).endsWith(expected);
  }

  @Test
  void theDescriptionOfEpochsGivesEveryNetworks() {
    String expected =
        Arrays.stream(Network.values())
            .map(
                network ->
                    network.title()
                        + " "
                        + String.join(", ", values(it -> Phase.epochs(it.phases().get(network)))))
            .collect(Collectors.joining("; ", PROFILES, "."));

    assertThat(description("epochs")).endsWith(expected);
  }

  static Stream<Arguments> settings() {
    return Stream.of(
        setting("images", Protocol::images),
        setting("imageSize", Protocol::imageSize),
        setting("width", Protocol::width),
        setting("batchSize", Protocol::batchSize),
        setting("keepProbability", protocol -> protocol.dropBlock().keepProbability()),
        setting("blockSize", protocol -> protocol.dropBlock().blockSize()),
        setting("keepSchedule", protocol -> protocol.dropBlock().schedule()),
        setting("dropout", Protocol::dropoutRate),
        setting("rotation", protocol -> protocol.augmentation().rotation()),
        setting("crop", protocol -> protocol.augmentation().crop()),
        setting("trainedBlocks", Protocol::trainedBlocks),
        setting("pretrainingImages", protocol -> protocol.pretraining().images()),
        setting("pretrainingEpochs", protocol -> protocol.pretraining().epochs()));
  }

  private static Arguments setting(String parameter, Function<Protocol, Object> setting) {
    return arguments(parameter, setting);
  }

  private static List<String> values(Function<Protocol, Object> setting) {
    return Arrays.stream(Profile.values())
        .map(profile -> text(setting.apply(profile.protocol())))
        .toList();
  }

  private static String text(Object value) {
    return value instanceof Number
        ? new BigDecimal(value.toString()).stripTrailingZeros().toPlainString()
        : value.toString().toLowerCase(Locale.ROOT);
  }

  private static String description(String parameter) {
    return ParameterTable.ofPlugin().row("dropblock." + parameter).description();
  }
}
