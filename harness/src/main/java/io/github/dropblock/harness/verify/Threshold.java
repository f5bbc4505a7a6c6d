package io.github.dropblock.harness.verify;

import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Regularizer;
import io.github.dropblock.harness.format.Numbers;
import io.github.dropblock.harness.results.Arm;
import io.github.dropblock.harness.results.Measure;
import io.github.dropblock.harness.results.RunFiles;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A threshold for a measure. It holds for each arm on its own, for the mean over its seeds.
 *
 * @param network empty for all
 * @param regularizer empty for all
 * @param atLeast the lowest value allowed, in the measure's unit; null for none
 * @param atMost the highest value allowed; null for none
 */
public record Threshold(
    Optional<Network> network,
    Optional<Regularizer> regularizer,
    Measure measure,
    @Nullable Double atLeast,
    @Nullable Double atMost) {
  /** Those that thresholds can be set for: every finished cell has them. */
  private static final List<Measure> MEASURES =
      List.of(
          Measure.TEST_ACCURACY,
          Measure.TEST_LOSS,
          Measure.LAST_EPOCH_TRAINING_LOSS,
          Measure.LAST_EPOCH_VALIDATION_LOSS,
          Measure.IMAGES_PER_SECOND,
          Measure.SECONDS_PER_EPOCH);

  /** Measures whose names once stood for other figures, and those figures' names. */
  private static final Map<Measure, Measure> FORMER =
      Map.of(
          Measure.FINAL_TRAINING_LOSS, Measure.LAST_EPOCH_TRAINING_LOSS,
          Measure.FINAL_VALIDATION_LOSS, Measure.LAST_EPOCH_VALIDATION_LOSS);

  private static final Pattern TEXT =
      Pattern.compile("(?:([^/<>=]+)/([^/<>=]+)/)?([^/<>=]+)(>=|<=)([^<>=]+)");

  public Threshold {
    Objects.requireNonNull(network, "network");
    Objects.requireNonNull(regularizer, "regularizer");
    Objects.requireNonNull(measure, "measure");
    if (atLeast == null && atMost == null) {
      throw new IllegalArgumentException(
          "the threshold of %s has no bound; add atLeast or atMost".formatted(measure.id()));
    }
    if (atLeast != null && atMost != null && atLeast > atMost) {
      throw new IllegalArgumentException(
          "the threshold of %s asks for at least %s and at most %s; nothing can be both"
              .formatted(measure.id(), atLeast, atMost));
    }
    requireSense(measure, atLeast);
    requireSense(measure, atMost);
  }

  /**
   * Reads {@code resnet-34/none/testAccuracy>=0.85}, or {@code secondsPerEpoch<=10} for all arms; a
   * {@code *} stands for all networks or all regularizers.
   *
   * @throws IllegalArgumentException if it is nothing of the kind
   */
  public static Threshold parse(String text) {
    Matcher parts = TEXT.matcher(text.strip());
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "'%s' is no threshold; write resnet-34/none/testAccuracy>=0.85, or testLoss<=0.4 for all arms"
              .formatted(text.strip()));
    }
    double bound = number(parts.group(5));
    boolean lower = parts.group(4).equals(">=");
    return new Threshold(
        named(parts.group(1)).map(Network::parse),
        named(parts.group(2)).map(Regularizer::parse),
        measure(parts.group(3)),
        lower ? bound : null,
        lower ? null : bound);
  }

  /**
   * Reads the name of a measure that thresholds can be set for, such as {@code testAccuracy}.
   *
   * @throws IllegalArgumentException naming those that there are
   */
  public static Measure measure(String text) {
    String name = text.strip();
    return MEASURES.stream()
        .filter(measure -> measure.id().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    FORMER.entrySet().stream()
                        .filter(former -> former.getKey().id().equalsIgnoreCase(name))
                        .map(former -> renamed(former.getKey(), former.getValue()))
                        .findFirst()
                        .orElseGet(() -> unknown(name))));
  }

  private static String renamed(Measure former, Measure now) {
    return "no threshold is of %s, the median over the last tenth of the epochs; write %s, the loss of the last epoch"
        .formatted(former.id(), now.id());
  }

  private static String unknown(String name) {
    return "unknown measure '%s'; choose from %s"
        .formatted(name, MEASURES.stream().map(Measure::id).collect(Collectors.joining(", ")));
  }

  /** A value with its unit, to four decimals: {@code 0.9667}, {@code 2.5000 s}. */
  static String text(Measure measure, double of) {
    String number = Double.isFinite(of) ? Numbers.decimals(of, 4) : "not finite";
    return measure.unit().isEmpty() ? number : number + " " + measure.unit();
  }

  /** A check for each arm of the run that it covers; a failed one if it covers none. */
  List<Check> check(RunFiles run) {
    List<Check> checks =
        run.arms().stream()
            .filter(this::covers)
            .map(arm -> check(arm, run.trainings().mean(measure, arm)))
            .toList();
    return checks.isEmpty() ? List.of(nothingThere()) : checks;
  }

  private boolean covers(Arm arm) {
    return network.map(arm.network()::equals).orElse(true)
        && regularizer.map(arm.regularizer()::equals).orElse(true);
  }

  private Check check(Arm arm, double value) {
    String what = arm.title() + ": " + measure.id();
    String file = arm.file(measure.file());
    if (!arm.complete()) {
      return new Check(what, wanted(), arm.whatIsMissing(), false, file);
    }
    return new Check(what, wanted(), text(measure, value) + arm.seedsNote(), holds(value), file);
  }

  private Check nothingThere() {
    return new Check(
        network.map(Network::title).orElse("all networks")
            + ", "
            + regularizer.map(Regularizer::title).orElse("all regularizers")
            + ": "
            + measure.id(),
        wanted(),
        "not in this run",
        false,
        "run.json");
  }

  /** Whether a value is within; NaN is not. */
  private boolean holds(double value) {
    return (atLeast == null || value >= atLeast) && (atMost == null || value <= atMost);
  }

  private String wanted() {
    String low = atLeast == null ? "" : "at least " + text(measure, atLeast);
    String high = atMost == null ? "" : "at most " + text(measure, atMost);
    return low + (low.isEmpty() || high.isEmpty() ? "" : ", ") + high;
  }

  private static void requireSense(Measure measure, @Nullable Double bound) {
    if (bound == null) {
      return;
    }
    if (!Double.isFinite(bound)) {
      throw new IllegalArgumentException(
          "the threshold of %s is %s; write a number".formatted(measure.id(), bound));
    }
    if (measure == Measure.TEST_ACCURACY && (bound < 0 || bound > 1)) {
      throw new IllegalArgumentException(
          "the threshold of testAccuracy is %s; it is a share of 0 to 1, so write 0.85 for 85 %%"
              .formatted(bound));
    }
  }

  private static Optional<String> named(String text) {
    return Optional.ofNullable(text).map(String::strip).filter(name -> !name.equals("*"));
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + text.strip() + "' is no number", e);
    }
  }
}
