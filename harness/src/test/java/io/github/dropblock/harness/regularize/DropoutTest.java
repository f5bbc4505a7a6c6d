package io.github.dropblock.harness.regularize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dropblock.harness.Golden;
import java.io.IOException;
import java.util.BitSet;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class DropoutTest {
  /** Written by src/test/python/make_drawn.py, which shares nothing with this project. */
  @ParameterizedTest
  @MethodSource("drawnInPython")
  void unitsAreThoseOfAnIndependentImplementation(JsonNode golden) {
    int units = golden.get("units").asInt();
    int images = golden.get("images").asInt();

    DroppedUnits drawn =
        new Dropout(golden.get("rate").asDouble(), golden.get("seed").asLong())
            .draw(images, units, golden.get("iteration").asInt());

    long[] expected = Golden.longs(golden.get("dropped"));
    assertThat(BitSet.valueOf(drawn.bits()).stream().asLongStream().toArray())
        .containsExactly(expected);
    assertThat(
            IntStream.range(0, images * units)
                .filter(i -> drawn.dropped(i / units, i % units))
                .asLongStream()
                .toArray())
        .containsExactly(expected);
  }

  static Iterable<JsonNode> drawnInPython() throws IOException {
    return Golden.read(DropoutTest.class, "golden-drawn.json").get("units");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.5, 0.9})
  void eachUnitIsDroppedAsOftenAsTheRateSays(double rate) {
    int images = 1000;
    int units = 64;

    INDArray ones = apply(new Dropout(rate, 5), Nd4j.ones(DataType.FLOAT, images, units), 0);

    INDArray dropped = ones.eq(0).castTo(DataType.DOUBLE).mean(0);
    double error = Math.sqrt(rate * (1 - rate) / images);
    for (double share : dropped.toDoubleVector()) {
      assertThat(share).isCloseTo(rate, within(4.5 * error));
    }
    assertThat(dropped.meanNumber().doubleValue())
        .isCloseTo(rate, within(4 * error / Math.sqrt(units)));
  }

  /** 00, 01, 10 and 11 a quarter of the time each: of units side by side, images and iterations. */
  @Test
  void unitsKnowNothingOfEachOther() {
    Dropout dropout = new Dropout(0.5, 6);
    DroppedUnits now = dropout.draw(400, 256, 1);
    DroppedUnits next = dropout.draw(400, 256, 2);
    int[][] found = new int[4][4];
    for (int image = 0; image < 399; image++) {
      for (int unit = 0; unit < 252; unit++) {
        int here = now.dropped(image, unit) ? 2 : 0;
        found[0][here + (now.dropped(image, unit + 1) ? 1 : 0)]++;
        found[1][here + (now.dropped(image, unit + 4) ? 1 : 0)]++;
        found[2][here + (now.dropped(image + 1, unit) ? 1 : 0)]++;
        found[3][here + (next.dropped(image, unit) ? 1 : 0)]++;
      }
    }
    int pairs = 399 * 252;
    for (int[] ways : found) {
      for (int way : ways) {
        assertThat((double) way).isCloseTo(pairs / 4.0, within(4 * Math.sqrt(pairs * 0.25 * 0.75)));
      }
    }
  }

  /** Also where a row is not a multiple of what a counter gives. */
  @Test
  void anImageDropsTheSameInAnyBatch() {
    Dropout dropout = new Dropout(0.3, 7);
    DroppedUnits many = dropout.draw(9, 30, 4);
    DroppedUnits few = dropout.draw(2, 30, 4);

    for (int unit = 0; unit < 30; unit++) {
      assertThat(few.dropped(1, unit)).isEqualTo(many.dropped(1, unit));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = DataType.class,
      names = {"FLOAT", "DOUBLE"})
  void whatIsKeptIsScaledAndTheGradientAlike(DataType type) {
    Dropout dropout = new Dropout(0.25, 8);
    INDArray values = Nd4j.rand(type, 6, 40).addi(1).dup('f');
    INDArray result = apply(dropout, values.dup('f'), 3);
    INDArray gradient = Nd4j.ones(type, 6, 40);

    dropout.backprop(gradient, gradient, 3, 0);

    DroppedUnits drawn = dropout.draw(6, 40, 3);
    assertThat(drawn.scale()).isEqualTo((float) (4 / 3.0));
    for (int image = 0; image < 6; image++) {
      for (int unit = 0; unit < 40; unit++) {
        double factor = drawn.dropped(image, unit) ? 0 : drawn.scale();
        assertThat(gradient.getDouble(image, unit)).isEqualTo(factor);
        assertThat(result.getDouble(image, unit))
            .isCloseTo(factor * values.getDouble(image, unit), within(1e-6));
      }
    }
  }

  @Test
  void otherSeedsAndIterationsDropOtherUnits() {
    long[] dropped = new Dropout(0.5, 1).draw(2, 64, 1).bits();

    assertThat(new Dropout(0.5, 1).draw(2, 64, 1).bits()).isEqualTo(dropped);
    assertThat(new Dropout(0.5, 1).draw(2, 64, 2).bits()).isNotEqualTo(dropped);
    assertThat(new Dropout(0.5, 2).draw(2, 64, 1).bits()).isNotEqualTo(dropped);
  }

  @Test
  void aGradientWithoutAForwardPassIsRefused() {
    INDArray gradient = Nd4j.ones(DataType.FLOAT, 1, 4);
    Dropout used = new Dropout(0.5, 1);
    apply(used, gradient.dup(), 0);

    assertThatThrownBy(() -> used.clone().backprop(gradient, gradient, 0, 0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no forward pass in training came before this backward pass");
    assertThat(used.clone()).isEqualTo(used).hasSameHashCodeAs(used);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1, Double.NaN})
  void ratesThatKeepNothingAreRefused(double rate) {
    assertThatThrownBy(() -> new Dropout(rate, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Dropout's rate is %s; it must be 0 or more and below 1".formatted(rate));
  }

  @Test
  void mapsAreRefused() {
    assertThatThrownBy(() -> apply(new Dropout(0.5, 1), Nd4j.ones(DataType.FLOAT, 1, 2, 3, 3), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Dropout takes units [images, units], not [1, 2, 3, 3]");
  }

  private static INDArray apply(Dropout dropout, INDArray values, int iteration) {
    return dropout.applyDropout(values, values, iteration, 0, LayerWorkspaceMgr.noWorkspaces());
  }
}
