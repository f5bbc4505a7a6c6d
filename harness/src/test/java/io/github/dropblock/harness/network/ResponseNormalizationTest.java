package io.github.dropblock.harness.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** With activations of about 100, so that α Σ x² is as large as k. */
class ResponseNormalizationTest {
  private static final int CHANNELS = 7;
  private static final double STEP = 1e-4;

  private final INDArray maps = drawn(1, 100);
  private final INDArray outer = drawn(2, 1);

  @Test
  void equalsTheFormulaOfThePaper() {
    INDArray output = activated(maps);

    forEachCell(
        maps, at -> assertThat(output.getDouble(at)).isCloseTo(formula(maps, at), offset(1e-9)));
  }

  @Test
  void theGradientIsThatOfTheFormula() {
    Layer layer = layer();
    layer.setInput(maps, LayerWorkspaceMgr.noWorkspaces());
    INDArray gradient = layer.backpropGradient(outer, LayerWorkspaceMgr.noWorkspaces()).getSecond();

    forEachCell(
        maps,
        at -> {
          double value = maps.getDouble(at);
          double above = weighted(maps.dup().putScalar(at, value + STEP));
          double below = weighted(maps.dup().putScalar(at, value - STEP));
          assertThat(gradient.getDouble(at)).isCloseTo((above - below) / (2 * STEP), offset(1e-6));
        });
  }

  private double weighted(INDArray input) {
    return activated(input).mul(outer).sumNumber().doubleValue();
  }

  private static double formula(INDArray x, long[] at) {
    double sum = 0;
    for (long c = Math.max(0, at[1] - 2); c <= Math.min(CHANNELS - 1, at[1] + 2); c++) {
      double value = x.getDouble(at[0], c, at[2], at[3]);
      sum += value * value;
    }
    return x.getDouble(at) / Math.pow(2 + 1e-4 * sum, 0.75);
  }

  private static INDArray activated(INDArray input) {
    Layer layer = layer();
    layer.setInput(input, LayerWorkspaceMgr.noWorkspaces());
    return layer.activate(true, LayerWorkspaceMgr.noWorkspaces());
  }

  private static Layer layer() {
    NeuralNetConfiguration conf = new NeuralNetConfiguration();
    ResponseNormalization layer = new ResponseNormalization();
    conf.setLayer(layer);
    return layer.instantiate(conf, List.of(), 0, null, false, DataType.DOUBLE);
  }

  private static INDArray drawn(int seed, double scale) {
    Nd4j.getRandom().setSeed(seed);
    return Nd4j.randn(DataType.DOUBLE, 2, CHANNELS, 2, 3).muli(scale);
  }

  private interface Check {
    void at(long[] position);
  }

  private static void forEachCell(INDArray maps, Check check) {
    for (long i = 0; i < maps.length(); i++) {
      long width = maps.size(3);
      long height = maps.size(2);
      check.at(
          new long[] {
            i / (CHANNELS * height * width),
            i / (height * width) % CHANNELS,
            i / width % height,
            i % width
          });
    }
  }
}
