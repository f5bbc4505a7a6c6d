package io.github.dropblock.plugin;

import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Regularizer;
import io.github.dropblock.harness.verify.Threshold;
import io.github.dropblock.plugin.parameters.Parameters;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A {@code <threshold>} of a POM, as Maven fills it in. */
public class ThresholdElement {
  private @Nullable String network;
  private @Nullable String regularizer;
  private @Nullable String measure;
  private @Nullable Double atLeast;
  private @Nullable Double atMost;
  private @Nullable String text;

  /** Called by Maven for one that is written as text, as on the command line. */
  public void set(String text) {
    this.text = text;
  }

  /**
   * @throws IllegalArgumentException if it makes no sense
   */
  Threshold threshold() {
    String whole = text;
    return Parameters.checked(
        "thresholds", this, whole == null ? this::ofElements : () -> Threshold.parse(whole));
  }

  private Threshold ofElements() {
    return new Threshold(
        Optional.ofNullable(network).map(Network::parse),
        Optional.ofNullable(regularizer).map(Regularizer::parse),
        Optional.ofNullable(measure)
            .map(Threshold::measure)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "a threshold names no measure; add one: testAccuracy, …")),
        atLeast,
        atMost);
  }

  @Override
  public String toString() {
    return text != null
        ? text
        : "network %s, regularizer %s, measure %s, atLeast %s, atMost %s"
            .formatted(
                or(network, "all"),
                or(regularizer, "all"),
                or(measure, "none"),
                or(atLeast, "none"),
                or(atMost, "none"));
  }

  private static String or(@Nullable Object value, String otherwise) {
    return value == null ? otherwise : value.toString();
  }
}
