package io.github.dropblock.harness.regularize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dropblock.harness.Golden;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class BlocksTest {
  @Test
  void aBlockBeginsAtItsCornerAndTheRestIsScaledByCellsPerKeptCell() {
    // Of a 3 × 4 map, a 2 × 2 block fits at 2 × 3 places; place 4 is row 1, column 1.
    INDArray dropped = Nd4j.create(DataType.FLOAT, 1, 1, 3, 4);

    Blocks.at(1, 1, 3, 4, 2, 4).apply(Nd4j.onesLike(dropped), dropped);

    float scale = 12 / 8f;
    assertThat(dropped.ravel().toFloatVector())
        .containsExactly(scale, scale, scale, scale, scale, 0, 0, scale, scale, 0, 0, scale);
  }

  @Test
  void cellsUnderTwoBlocksCountOnce() {
    Blocks overlapping = Blocks.at(1, 1, 3, 4, 2, 0, 1);

    assertThat(overlapping.cells()).isEqualTo(12);
    assertThat(overlapping.kept()).isEqualTo(6);
  }

  @Test
  void keptCellsAreCountedOverTheWholeArray() {
    Blocks inOneOfTwoPlanes = Blocks.at(1, 2, 3, 4, 2, 6);
    INDArray ones = Nd4j.ones(DataType.FLOAT, 1, 2, 3, 4);

    inOneOfTwoPlanes.apply(ones, ones);

    assertThat(ones.getFloat(0, 0, 0, 0)).isEqualTo(24 / 20f);
    assertThat(ones.getFloat(0, 1, 0, 0)).isZero();
    assertThat(ones.meanNumber().doubleValue()).isCloseTo(1, within(1e-6));
  }

  @Test
  void whereNothingIsKeptAllBecomesZero() {
    INDArray values = Nd4j.ones(DataType.FLOAT, 1, 2, 3, 3);
    values.putScalar(0, Double.POSITIVE_INFINITY);

    Blocks.at(1, 2, 3, 3, 3, 0, 1).apply(values, values);

    assertThat(values.ravel().toFloatVector()).containsOnly(0);
  }

  @Test
  void whereNothingIsDroppedValuesPassUnchanged() {
    INDArray values = Nd4j.rand(DataType.FLOAT, 2, 2, 3, 3);
    INDArray result = Nd4j.create(DataType.FLOAT, 2, 2, 3, 3);

    Blocks.at(2, 2, 3, 3, 2).apply(values, result);

    assertThat(result).isEqualTo(values);
  }

  /** The gradient that DL4J hands over may be any of these. */
  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("layouts")
  void arraysOfAnyLayoutAreDroppedAlike(INDArray view) {
    INDArray values = view.dup('c');
    INDArray expected = Nd4j.create(DataType.FLOAT, view.shape());
    Blocks blocks = Blocks.at(2, 3, 4, 5, 2, 0, 5, 11, 12, 30, 71);
    blocks.apply(values, expected);

    blocks.apply(view, view);

    assertThat(view.dup('c')).isEqualTo(expected);
    assertThat(expected.eq(0).castTo(DataType.INT32).sumNumber().intValue())
        .as("cells of six blocks, two of which share one")
        .isEqualTo(23);
  }

  static List<INDArray> layouts() {
    Nd4j.getRandom().setSeed(1);
    INDArray larger = Nd4j.rand(DataType.FLOAT, 3, 4, 6, 7).addi(1);
    return List.of(
        Nd4j.rand(DataType.FLOAT, 2, 3, 4, 5).addi(1),
        Nd4j.rand(DataType.FLOAT, 2, 3, 4, 5).addi(1).dup('f'),
        Nd4j.rand(DataType.FLOAT, 5, 4, 3, 2).addi(1).permute(3, 2, 1, 0),
        Nd4j.rand(DataType.FLOAT, 2, 4, 5, 3).addi(1).permute(0, 3, 1, 2),
        larger.get(
            NDArrayIndex.interval(1, 3),
            NDArrayIndex.interval(1, 4),
            NDArrayIndex.interval(2, 6),
            NDArrayIndex.interval(1, 6)));
  }

  @Test
  void aViewsNeighboursAreLeftAlone() {
    INDArray larger = Nd4j.ones(DataType.FLOAT, 3, 2, 4, 4);
    INDArray middle = larger.get(NDArrayIndex.interval(1, 2));

    Blocks.at(1, 2, 4, 4, 4, 0).apply(middle, middle);

    assertThat(larger.getFloat(0, 1, 3, 3)).isEqualTo(1);
    assertThat(larger.getFloat(1, 0, 0, 0)).isZero();
    assertThat(larger.getFloat(1, 1, 0, 0)).isEqualTo(2);
    assertThat(larger.getFloat(2, 0, 0, 0)).isEqualTo(1);
  }

  /** PyTorch's max-pooling dilates the same corners; see src/test/python/make_golden.py. */
  @ParameterizedTest
  @MethodSource("masksOfPyTorch")
  void equalsAnIndependentImplementationOnAGivenMask(JsonNode golden) {
    long[] shape = Golden.longs(golden.get("shape"));
    int size = golden.get("blockSize").asInt();
    INDArray input = Golden.drawn(golden.get("inputSeed").asLong(), shape);
    INDArray gradient = Golden.drawn(golden.get("gradientSeed").asLong(), shape);
    Blocks blocks =
        Blocks.at(
            (int) shape[0],
            (int) shape[1],
            (int) shape[2],
            (int) shape[3],
            size,
            Golden.longs(golden.get("corners")));

    blocks.apply(input, input);
    blocks.apply(gradient, gradient);

    assertThat(blocks.kept()).isEqualTo(golden.get("kept").asLong());
    assertThat(input.equalsWithEps(Golden.array(golden.get("output"), shape), 1e-6)).isTrue();
    assertThat(gradient.equalsWithEps(Golden.array(golden.get("gradientAtInput"), shape), 1e-6))
        .isTrue();
  }

  static Iterable<JsonNode> masksOfPyTorch() throws IOException {
    return Golden.read(BlocksTest.class, "golden-blocks.json");
  }
}
