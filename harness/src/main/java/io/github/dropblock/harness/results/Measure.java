package io.github.dropblock.harness.results;

import io.github.dropblock.harness.format.Numbers;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** What a run is judged by, read from a cell's {@code result.json} and {@code metrics.csv}. */
public enum Measure {
  /** Share of test images classified right, 0 to 1. */
  TEST_ACCURACY("testAccuracy", "", "result.json", Score::testAccuracy),
  /** Mean cross-entropy of the test images, nats. */
  TEST_LOSS("testLoss", "nats", "result.json", Score::testLoss),
  /** Mean cross-entropy of the last epoch's training steps, nats. */
  FINAL_TRAINING_LOSS("finalTrainingLoss", "nats", "metrics.csv", Score::trainingLoss),
  /** Mean cross-entropy of the validation images after the last epoch, nats. */
  FINAL_VALIDATION_LOSS("finalValidationLoss", "nats", "metrics.csv", Score::validationLoss),
  /** Training images per second, median over epochs. */
  IMAGES_PER_SECOND("imagesPerSecond", "images/s", "metrics.csv", Score::imagesPerSecond),
  /** Seconds of training and validation, median over epochs. */
  SECONDS_PER_EPOCH("secondsPerEpoch", "s", "metrics.csv", Score::secondsPerEpoch);

  private final String id;
  private final String unit;
  private final String file;
  private final ToDoubleFunction<Score> value;

  Measure(String id, String unit, String file, ToDoubleFunction<Score> value) {
    this.id = id;
    this.unit = unit;
    this.file = file;
    this.value = value;
  }

  /** The name in POMs. */
  public String id() {
    return id;
  }

  /**
   * Reads a name such as {@code testAccuracy}.
   *
   * @throws IllegalArgumentException naming the measures there are
   */
  public static Measure parse(String text) {
    return Arrays.stream(values())
        .filter(measure -> measure.id.equalsIgnoreCase(text.strip()))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "unknown measure '%s'; choose from %s"
                        .formatted(
                            text.strip(),
                            Arrays.stream(values())
                                .map(Measure::id)
                                .collect(Collectors.joining(", ")))));
  }

  /** The cell's file that it is read from. */
  public String file() {
    return file;
  }

  double of(Score score) {
    return value.applyAsDouble(score);
  }

  /** A value with its unit, to four decimals: {@code 0.9667}, {@code 2.5000 s}. */
  public String text(double of) {
    String number = Double.isFinite(of) ? Numbers.decimals(of, 4) : "not finite";
    return unit.isEmpty() ? number : number + " " + unit;
  }
}
