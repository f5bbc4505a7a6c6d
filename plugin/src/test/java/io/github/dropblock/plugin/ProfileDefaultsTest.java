package io.github.dropblock.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Phase;
import io.github.dropblock.harness.experiment.Profile;
import io.github.dropblock.harness.experiment.Protocol;
import java.lang.reflect.Field;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The defaults stand in {@link Profile}; what the parameters' descriptions say of them is true. */
class ProfileDefaultsTest {
  private static final String PROFILES = "Default of smoke, quick, photos, paper: ";

  @ParameterizedTest
  @MethodSource("settings")
  void aDescriptionGivesEveryProfilesDefault(Field setting) {
    List<String> values = values(protocol -> value(setting, protocol.toBuilder()));
    String expected =
        values.stream().distinct().count() == 1
            ? "Default: " + values.get(0) + "."
            : PROFILES + String.join(", ", values) + ".";

    assertThat(description(setting.getName())).endsWith(expected);
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

  @Test
  void theDescriptionOfSeedsGivesEveryProfiles() {
    assertThat(description("seeds"))
        .endsWith(
            Arrays.stream(Profile.values())
                .map(profile -> String.valueOf(profile.seeds()))
                .collect(Collectors.joining(", ", PROFILES, ".")));
  }

  /** The builder's fields are named as the parameters are, but for the three in words. */
  static Stream<Field> settings() {
    return Arrays.stream(Protocol.Builder.class.getDeclaredFields())
        .filter(field -> !field.isSynthetic())
        .filter(
            field -> !List.of("phases", "placement", "pretrainingRate").contains(field.getName()));
  }

  private static Object value(Field setting, Protocol.Builder of) {
    try {
      setting.setAccessible(true);
      return setting.get(of);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(setting.getName(), e);
    }
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
