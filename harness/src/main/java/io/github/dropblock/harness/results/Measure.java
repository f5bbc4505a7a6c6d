package io.github.dropblock.harness.results;

import io.github.dropblock.harness.rundir.CellResult;
import io.github.dropblock.harness.rundir.EpochMetrics;
import io.github.dropblock.harness.statistics.Curve;
import io.github.dropblock.harness.statistics.Median;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** What is measured about a finished training. Every measure is defined here and nowhere else. */
public enum Measure {
  TEST_ACCURACY(
      "testAccuracy",
      "test accuracy",
      "",
      "Share of the test images classified right after the last epoch, 0 to 1.") {
    @Override
    OptionalDouble of(CellFiles training, Trainings run) {
      return ofResult(training, CellResult::testAccuracy);
    }
  },
  TEST_LOSS(
      "testLoss",
      "test loss",
      "nats",
      "Mean cross-entropy of the test images after the last epoch.") {
    @Override
    OptionalDouble of(CellFiles training, Trainings run) {
      return ofResult(training, CellResult::testLoss);
    }
  },
  FLUCTUATION(
      "fluctuation",
      "fluctuation of the validation loss",
      "%",
      "Mean over all epochs t of |v(t) − m(t)| / m(t), where v is the validation loss and m(t) the"
          + " middle between its neighbours, (v(t−1) + v(t+1)) / 2: how far an epoch lies from a"
          + " steady course, in % of the loss there. A steady fall scores 0, and the same wobble in"
          + " proportion scores the same at any depth.") {
    @Override
    OptionalDouble of(CellFiles training, Trainings run) {
      return percent(validation(training).fluctuation());
    }
  },
  EPOCHS_DOWN(
      "epochsDown",
      "epochs for nine tenths of the way down",
      "epochs",
      "Epochs until the validation loss, smoothed by a running median over 5 epochs, has gone nine"
          + " tenths of this training's own way from ln 2, where a network that knows nothing"
          + " stands, to the lowest that it gets. A training that goes deeper at the same pace is no"
          + " faster.") {
    @Override
    OptionalDouble of(CellFiles training, Trainings run) {
      return validation(training).epochsDown();
    }
  },
  FINAL_VALIDATION_LOSS(
      "finalValidationLoss",
      "final validation loss",
      "nats",
      "Median of the validation loss over the last tenth of the epochs, 3 at least.") {
    @Override
    OptionalDouble of(CellFiles training, Trainings run) {
      return validation(training).last();
    }
  },
  FINAL_TRAINING_LOSS(
      "finalTrainingLoss",
      "final training loss",
      "nats",
      "Median of the training loss over the last tenth of the epochs, 3 at least, as trained:"
          + " augmented, with the regularizers acting.") {
    @Override
    OptionalDouble of(CellFiles training, Trainings run) {
      return new Curve(training.epochs(EpochMetrics::trainLoss)).last();
    }
  },
  EARLY_DROP(
      "earlyDrop",
      "early drop of the validation loss",
      "%",
      "Of the way that the validation loss, smoothed by a running median over 5 epochs, goes up or"
          + " down between its first epoch, epoch 5, epoch 15 and its end, the share that is a fall"
          + " between epochs 5 and 15. A sharp drop around epoch 10 has more than half of it."
          + " Needs 30 epochs, and an optimiser that doesn't change between epochs 3 and 17, since"
          + " that would make a drop of its own.") {
    @Override
    OptionalDouble of(CellFiles training, Trainings run) {
      return percent(validation(training).earlyDrop(training.optimizerChanges()));
    }
  },
  LAST_EPOCH_VALIDATION_LOSS(
      "lastEpochValidationLoss",
      "validation loss of the last epoch",
      "nats",
      "Mean cross-entropy of the validation images after the last epoch.") {
    @Override
    OptionalDouble of(CellFiles training, Trainings run) {
      return ofLastEpoch(training, EpochMetrics::valLoss);
    }
  },
  LAST_EPOCH_TRAINING_LOSS(
      "lastEpochTrainingLoss",
      "training loss of the last epoch",
      "nats",
      "Mean cross-entropy over the last epoch's training steps, as trained: augmented, with the"
          + " regularizers acting.") {
    @Override
    OptionalDouble of(CellFiles training, Trainings run) {
      return ofLastEpoch(training, EpochMetrics::trainLoss);
    }
  },
  // Medians, since the first epoch warms up the JVM and the caches, and must not weigh in.
  IMAGES_PER_SECOND(
      "imagesPerSecond",
      "training speed",
      "images/s",
      "Training images per second, median over the epochs.") {
    @Override
    OptionalDouble of(CellFiles training, Trainings run) {
      return ofMedianEpoch(training, EpochMetrics::imagesPerS);
    }
  },
  SECONDS_PER_EPOCH(
      "secondsPerEpoch",
      "time of an epoch",
      "s",
      "Seconds of an epoch's training and validation, median over the epochs.") {
    @Override
    OptionalDouble of(CellFiles training, Trainings run) {
      return ofMedianEpoch(training, EpochMetrics::seconds);
    }
  };

  private final String id;
  private final String title;
  private final String unit;
  private final String definition;

  Measure(String id, String title, String unit, String definition) {
    this.id = id;
    this.title = title;
    this.unit = unit;
    this.definition = definition;
  }

  /** The name in files and POMs. */
  public String id() {
    return id;
  }

  /** What it is, in a few words. */
  public String title() {
    return title;
  }

  /** Unit of its values; empty for a share. */
  public String unit() {
    return unit;
  }

  /** How it is computed, in sentences. */
  public String definition() {
    return definition;
  }

  /** The cell's file that it is read from. */
  public String file() {
    return this == TEST_ACCURACY || this == TEST_LOSS ? "result.json" : "metrics.csv";
  }

  /**
   * A finished training's value; absent where it is too short for it, or where its files don't
   * tell.
   *
   * @param run that the training belongs to
   */
  abstract OptionalDouble of(CellFiles training, Trainings run);

  private static Curve validation(CellFiles training) {
    return new Curve(training.epochs(EpochMetrics::valLoss));
  }

  private static OptionalDouble percent(OptionalDouble share) {
    return share.isPresent() ? OptionalDouble.of(100 * share.getAsDouble()) : share;
  }

  private static OptionalDouble ofResult(CellFiles training, ToDoubleFunction<CellResult> value) {
    return training.result().stream().mapToDouble(value).findFirst();
  }

  private static OptionalDouble ofLastEpoch(
      CellFiles training, ToDoubleFunction<EpochMetrics> value) {
    List<EpochMetrics> rows = training.metrics();
    return rows.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(value.applyAsDouble(rows.get(rows.size() - 1)));
  }

  private static OptionalDouble ofMedianEpoch(
      CellFiles training, ToDoubleFunction<EpochMetrics> value) {
    return training.metrics().isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(Median.of(training.epochs(value)));
  }
}
