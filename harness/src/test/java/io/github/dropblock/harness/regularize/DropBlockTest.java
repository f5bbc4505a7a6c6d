package io.github.dropblock.harness.regularize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.dropblock.harness.experiment.DropBlockSettings;
import io.github.dropblock.harness.experiment.KeepSchedule;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

class DropBlockTest {
  private static final int EPOCHS = 11;

  @Test
  void gammaIsEquation3OfThePaper() {
    // (1 − 0.8) / 49 · 196 / 64
    assertThat(DropBlock.gamma(0.8, 7, 14, 14)).isCloseTo(0.0125, within(1e-12));
    // A single cell: Dropout's rate.
    assertThat(DropBlock.gamma(0.8, 1, 14, 14)).isCloseTo(0.2, within(1e-12));
  }

  @Test
  void gammaTakesBothSidesOfAMapThatIsNotSquare() {
    // (1 − 0.9) / 16 · 70 / (7 · 4)
    assertThat(DropBlock.gamma(0.9, 4, 10, 7)).isCloseTo(0.015625, within(1e-12));
    assertThat(DropBlock.gamma(0.9, 4, 7, 10)).isEqualTo(DropBlock.gamma(0.9, 4, 10, 7));
  }

  /** So it is a probability: s · (f − s + 1) is at least f wherever a block fits. */
  @Test
  void gammaIsAtMostWhatIsToBeDroppedOnEveryMapAndBlock() {
    for (int height = 1; height <= 16; height++) {
      for (int width = 1; width <= 16; width++) {
        for (int size = 1; size <= Math.min(height, width); size++) {
          assertThat(DropBlock.gamma(0.01, size, height, width)).isBetween(0.0, 0.99 + 1e-12);
        }
      }
    }
  }

  @Test
  void gammaIsOneWhereEquation3DividesByNoPlaceAtAll() {
    assertThat(DropBlock.gamma(0.8, 8, 7, 7)).isEqualTo(1);
  }

  @Test
  void inTheMiddleOfAMapMuchMoreIsDroppedThanInACorner() {
    double gamma = DropBlock.gamma(0.8, 7, 14, 14);

    // 49 places cover the centre, one covers the corner.
    assertThat(Math.pow(1 - gamma, 49)).isCloseTo(0.540, within(5e-4));
    assertThat(1 - gamma).isCloseTo(0.9875, within(1e-9));
  }

  @ParameterizedTest
  @CsvSource({
    "14, 14, 7, 0.8",
    "14, 14, 7, 0.5",
    "16, 16, 4, 0.8",
    "9, 13, 5, 0.8",
    "13, 9, 2, 0.9",
    "4, 4, 3, 0.8",
    "5, 11, 1, 0.8"
  })
  void everyPositionIsKeptAsOftenAsTheClosedFormSays(int height, int width, int size, double keep) {
    int planes = 60_000;
    double gamma = DropBlock.gamma(keep, size, height, width);
    INDArray ones = Nd4j.ones(DataType.FLOAT, planes / 100, 100, height, width);

    apply(dropBlock(keep, size, KeepSchedule.CONSTANT, 5), ones, 0, 0);

    INDArray kept = ones.gt(0).castTo(DataType.FLOAT).mean(0, 1);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double probability =
            Math.pow(1 - gamma, covering(y, size, height) * covering(x, size, width));
        double error = Math.sqrt(probability * (1 - probability) / planes);
        assertThat(kept.getDouble(y, x))
            .as("row %d, column %d", y, x)
            .isCloseTo(probability, within(5 * error));
      }
    }
    assertThat(kept.meanNumber().doubleValue())
        .isCloseTo(DropBlock.expectedKeep(gamma, size, height, width), within(0.003));
  }

  /** Counted, where {@link DropBlock#expectedKeep} has a formula. */
  private static int covering(int position, int size, int length) {
    int count = 0;
    for (int start = 0; start + size <= length; start++) {
      count += start <= position && position < start + size ? 1 : 0;
    }
    return count;
  }

  @Test
  void whatIsKeptIsScaledSoThatTheMeanStays() {
    INDArray ones = Nd4j.ones(DataType.FLOAT, 8, 16, 14, 14);

    apply(dropBlock(0.8, 7, KeepSchedule.CONSTANT, 5), ones, 0, 0);

    assertThat(ones.castTo(DataType.DOUBLE).meanNumber().doubleValue()).isCloseTo(1, within(1e-6));
    double kept = ones.gt(0).castTo(DataType.DOUBLE).meanNumber().doubleValue();
    assertThat(kept).isBetween(0.6, 0.9);
    assertThat(ones.maxNumber().doubleValue()).isCloseTo(1 / kept, within(1e-5));
  }

  @Test
  void everyChannelOfEveryImageDrawsItsOwnBlocks() {
    INDArray ones = Nd4j.ones(DataType.FLOAT, 2, 2, 32, 32);

    apply(dropBlock(0.5, 3, KeepSchedule.CONSTANT, 5), ones, 0, 0);

    INDArray first = ones.get(point(0), point(0));
    assertThat(first.equals(ones.get(point(0), point(1)))).isFalse();
    assertThat(first.equals(ones.get(point(1), point(0)))).isFalse();
  }

  private static INDArrayIndex point(int index) {
    return NDArrayIndex.point(index);
  }

  @Test
  void theGradientPassesWhereTheActivationPassedScaledAlike() {
    DropBlock dropBlock = dropBlock(0.7, 3, KeepSchedule.CONSTANT, 5);
    INDArray mask = Nd4j.ones(DataType.FLOAT, 3, 4, 9, 8);
    apply(dropBlock, mask, 6, 0);
    INDArray gradient = Nd4j.rand(DataType.FLOAT, 3, 4, 9, 8);
    INDArray atInput = Nd4j.create(DataType.FLOAT, 3, 4, 9, 8);

    dropBlock.backprop(gradient, atInput, 6, 0);

    assertThat(atInput.equalsWithEps(gradient.mul(mask), 1e-6)).isTrue();
  }

  @Test
  void aGradientWithoutAForwardPassIsRefused() {
    INDArray gradient = Nd4j.ones(DataType.FLOAT, 1, 1, 4, 4);

    assertThatThrownBy(
            () -> dropBlock(0.8, 3, KeepSchedule.CONSTANT, 5).backprop(gradient, gradient, 0, 0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no forward pass in training came before this backward pass");
  }

  @Test
  void keepingAllChangesNothing() {
    INDArray values = Nd4j.rand(DataType.FLOAT, 2, 3, 8, 8);
    INDArray before = values.dup();

    apply(dropBlock(1, 3, KeepSchedule.CONSTANT, 5), values, 0, 0);

    assertThat(values).isEqualTo(before);
  }

  @Test
  void aBlockIsNeverLargerThanTheMap() {
    INDArray ones = Nd4j.ones(DataType.FLOAT, 40, 50, 3, 5);
    DropBlock dropBlock = dropBlock(0.8, 7, KeepSchedule.CONSTANT, 5);

    apply(dropBlock, ones, 0, 0);

    assertThat(dropBlock.tally().blockSize()).isEqualTo(3);
    assertThat(dropBlock.tally().gamma()).isCloseTo(0.2 / 9 * 15 / 3, within(1e-12));
  }

  @Test
  void aBlockAsLargeAsTheMapDropsWholeChannels() {
    INDArray ones = Nd4j.ones(DataType.FLOAT, 20, 50, 4, 4);

    apply(dropBlock(0.8, 4, KeepSchedule.CONSTANT, 5), ones, 0, 0);

    INDArray perPlane = ones.gt(0).castTo(DataType.FLOAT).mean(2, 3).ravel();
    assertThat(perPlane.toFloatVector()).contains(0, 1).containsOnly(0, 1);
    assertThat(perPlane.meanNumber().doubleValue()).isCloseTo(0.8, within(0.05));
  }

  @Test
  void sameSeedAndIterationGiveTheSameMask() {
    assertThat(mask(5, 3)).isEqualTo(mask(5, 3));
  }

  @Test
  void otherSeedsAndIterationsGiveOtherMasks() {
    INDArray mask = mask(5, 3);

    assertThat(mask.equals(mask(5, 4))).isFalse();
    assertThat(mask.equals(mask(6, 3))).isFalse();
    assertThat(mask.equals(mask(3, 5))).isFalse();
  }

  private static INDArray mask(long seed, int iteration) {
    INDArray ones = Nd4j.ones(DataType.FLOAT, 2, 4, 10, 10);
    return apply(dropBlock(0.8, 3, KeepSchedule.CONSTANT, seed), ones, iteration, 0);
  }

  @Test
  void theLinearScheduleDropsNothingAtFirstAndHalfOfItHalfway() {
    DropBlock dropBlock = dropBlock(0.8, 7, KeepSchedule.LINEAR, 5);
    INDArray ones = Nd4j.ones(DataType.FLOAT, 2, 4, 14, 14);

    apply(dropBlock, ones.dup(), 0, 0);
    assertThat(dropBlock.tally().gamma()).isZero();
    assertThat(dropBlock.tally().kept()).isEqualTo(1);

    apply(dropBlock, ones.dup(), 500, 5);
    assertThat(dropBlock.tally().gamma()).isCloseTo(0.00625, within(1e-12));

    apply(dropBlock, ones.dup(), 1000, EPOCHS - 1);
    assertThat(dropBlock.tally().gamma()).isCloseTo(0.0125, within(1e-12));
  }

  @Test
  void theTallyCountsOverForwardPasses() {
    DropBlock dropBlock = dropBlock(0.8, 7, KeepSchedule.CONSTANT, 5);
    for (int iteration = 0; iteration < 20; iteration++) {
      apply(dropBlock, Nd4j.ones(DataType.FLOAT, 16, 16, 14, 14), iteration, 0);
    }

    assertThat(dropBlock.tally().height()).isEqualTo(14);
    assertThat(dropBlock.tally().width()).isEqualTo(14);
    assertThat(dropBlock.tally().kept())
        .isCloseTo(DropBlock.expectedKeep(0.0125, 7, 14, 14), within(0.01));

    dropBlock.startTally();
    assertThat(dropBlock.tally().kept()).isNaN();
  }

  @Test
  void aCloneIsEqualButHoldsNothingOfTheOriginal() {
    DropBlock original = dropBlock(0.8, 3, KeepSchedule.LINEAR, 5);
    INDArray ones = Nd4j.ones(DataType.FLOAT, 1, 2, 8, 8);
    apply(original, ones, 0, 0);

    DropBlock clone = original.clone();

    assertThat(clone).isEqualTo(original).hasSameHashCodeAs(original);
    assertThat(clone.tally().kept()).isNaN();
    assertThatThrownBy(() -> clone.backprop(ones, ones, 0, 0))
        .isInstanceOf(IllegalStateException.class);
    assertThat(original.backprop(ones, ones, 0, 0)).isSameAs(ones);
  }

  @Test
  void vectorsAreRefused() {
    assertThatThrownBy(
            () ->
                apply(
                    dropBlock(0.8, 3, KeepSchedule.CONSTANT, 5),
                    Nd4j.ones(DataType.FLOAT, 2, 8),
                    0,
                    0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("DropBlock takes feature maps [images, channels, height, width], not [2, 8]");
  }

  private static DropBlock dropBlock(double keep, int size, KeepSchedule schedule, long seed) {
    return new DropBlock(new DropBlockSettings(keep, size, schedule), EPOCHS, seed);
  }

  /** In place, as DL4J does where it can. */
  private static INDArray apply(DropBlock dropBlock, INDArray values, int iteration, int epoch) {
    return dropBlock.applyDropout(
        values, values, iteration, epoch, LayerWorkspaceMgr.noWorkspaces());
  }
}
