package io.github.dropblock.harness.analysis;

import java.util.OptionalDouble;

/** What is measured about a finished training. Every measure is defined here and nowhere else. */
public enum Measure {
  TEST_ACCURACY(
      "test accuracy",
      "%",
      "Share of the test images classified right after the last epoch.",
      Effect.DIFFERENCE) {
    @Override
    OptionalDouble of(Observation training, Observations run) {
      return training.accuracy();
    }
  },
  FLUCTUATION(
      "fluctuation of the validation loss",
      "nats",
      "Mean of |v(t) − (v(t−1) + v(t+1)) / 2| over the last half of the epochs t: how far an epoch's"
          + " validation loss v lies from the middle between its neighbours'. A steady fall scores"
          + " 0.",
      Effect.RATIO) {
    @Override
    OptionalDouble of(Observation training, Observations run) {
      return Convergence.fluctuation(training.validationLosses());
    }
  },
  EPOCHS_TO_REFERENCE(
      "epochs to the reference loss",
      "epochs",
      "First epoch at which the validation loss, smoothed by a running median over 5 epochs, is at"
          + " or below the network's reference: the largest of the lowest smoothed losses of its"
          + " finished trainings with the paper's regularizers, so that all of them reach it.",
      Effect.RATIO) {
    @Override
    OptionalDouble of(Observation training, Observations run) {
      OptionalDouble reference = run.reference(training.cell().network());
      return reference.isPresent()
          ? Convergence.epochsTo(reference.getAsDouble(), training.validationLosses())
          : OptionalDouble.empty();
    }
  },
  FINAL_VALIDATION_LOSS(
      "final validation loss",
      "nats",
      "Median of the validation loss over the last tenth of the epochs, 3 at least.",
      Effect.RATIO) {
    @Override
    OptionalDouble of(Observation training, Observations run) {
      return Convergence.last(training.validationLosses());
    }
  },
  FINAL_TRAINING_LOSS(
      "final training loss",
      "nats",
      "Median of the training loss over the last tenth of the epochs, 3 at least, as trained:"
          + " augmented, with the regularizers acting.",
      Effect.RATIO) {
    @Override
    OptionalDouble of(Observation training, Observations run) {
      return Convergence.last(training.trainingLosses());
    }
  },
  EARLY_DROP(
      "early drop of the validation loss",
      "%",
      "Of the way that the validation loss, smoothed by a running median over 5 epochs, goes up or"
          + " down between its first epoch, epoch 5, epoch 15 and its end, the share that is a fall"
          + " between epochs 5 and 15. A sharp drop around epoch 10 has more than half of it."
          + " Needs 30 epochs.",
      Effect.ABOVE_HALF) {
    @Override
    OptionalDouble of(Observation training, Observations run) {
      OptionalDouble share = Convergence.earlyDrop(training.validationLosses());
      return share.isPresent()
          ? OptionalDouble.of(100 * share.getAsDouble())
          : OptionalDouble.empty();
    }
  };

  private final String title;
  private final String unit;
  private final String definition;
  private final Effect effect;

  Measure(String title, String unit, String definition, Effect effect) {
    this.title = title;
    this.unit = unit;
    this.definition = definition;
    this.effect = effect;
  }

  /** What it is, in a few words. */
  public String title() {
    return title;
  }

  /** Unit of its values. */
  public String unit() {
    return unit;
  }

  /** How it is computed, in sentences. */
  public String definition() {
    return definition;
  }

  /** How two of its values are compared. */
  Effect effect() {
    return effect;
  }

  /** Unit of an effect: points, or per cent of the baseline. */
  public String effectUnit() {
    return effect.unit();
  }

  /**
   * A training's value; absent where it is too short for it, or where its files don't tell.
   *
   * @param run that the training belongs to
   */
  abstract OptionalDouble of(Observation training, Observations run);
}
