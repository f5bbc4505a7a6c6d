package io.github.dropblock.harness.network;

import java.util.Collection;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Local response normalisation over channels (Krizhevsky et al. 2012, §3.3): {@code y = x · u^−β}
 * with {@code u = k + α · Σ x²} over the n channels around, k 2, n 5, α 1e-4, β 0.75. Maps are
 * {@code [images, channels, height, width]}.
 *
 * <p>Deeplearning4j's own, which this replaces, divides by the wrong channel's u in the gradient,
 * and adds shifted copies of its input, which took two thirds of AlexNet's step. Here the sum over
 * channels is a convolution of 1 × 1 with a band matrix.
 */
final class ResponseNormalization extends LocalResponseNormalization {
  private static final long serialVersionUID = 1L;

  @Override
  public Layer instantiate(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> listeners,
      int index,
      INDArray parameters,
      boolean initialize,
      DataType type) {
    NormalizationLayer layer = new NormalizationLayer(conf, type);
    layer.setListeners(listeners);
    layer.setIndex(index);
    layer.setParamsViewArray(parameters);
    layer.setParamTable(initializer().init(conf, parameters, initialize));
    layer.setConf(conf);
    return layer;
  }

  /** The layer in a graph. */
  private static final class NormalizationLayer
      extends org.deeplearning4j.nn.layers.normalization.LocalResponseNormalization {
    private static final long serialVersionUID = 1L;

    /** {@code [channels, channels, 1, 1]}: 1 where two channels are at most n / 2 apart. */
    private transient INDArray band;

    NormalizationLayer(NeuralNetConfiguration conf, DataType type) {
      super(conf, type);
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
      assertInputSet(false);
      INDArray output =
          workspaces.createUninitialized(
              ArrayType.ACTIVATIONS, input.dataType(), input.shape(), 'c');
      return input.mul(power(units()), output);
    }

    /**
     * {@code dx_i = dy_i · u_i^−β − 2αβ · x_i · Σ dy_j · x_j · u_j^(−β−1)}, the sum over the
     * channels j around i.
     */
    @Override
    public Pair<Gradient, INDArray> backpropGradient(
        INDArray epsilon, LayerWorkspaceMgr workspaces) {
      assertInputSet(true);
      INDArray units = units();
      INDArray direct = power(units).muli(epsilon);
      INDArray around = sumAround(direct.mul(input).divi(units)).muli(input);
      INDArray gradient =
          workspaces.createUninitialized(
              ArrayType.ACTIVATION_GRAD, epsilon.dataType(), epsilon.shape(), 'c');
      double factor = 2 * layerConf().getAlpha() * layerConf().getBeta();
      direct.sub(around.muli(factor), gradient);
      return new Pair<>(new DefaultGradient(), gradient);
    }

    private INDArray units() {
      return sumAround(input.mul(input)).muli(layerConf().getAlpha()).addi(layerConf().getK());
    }

    /** u^−0.75 by square roots, which are vectorised where powers are not. */
    private static INDArray power(INDArray units) {
      INDArray root = Transforms.sqrt(units, true);
      return Transforms.sqrt(root, true).muli(root).rdivi(1);
    }

    private INDArray sumAround(INDArray maps) {
      INDArray contiguous = maps.ordering() == 'c' && !maps.isView() ? maps : maps.dup('c');
      INDArray sum = Nd4j.createUninitialized(maps.dataType(), maps.shape(), 'c');
      Nd4j.exec(
          DynamicCustomOp.builder("conv2d")
              .addInputs(contiguous, band(maps))
              .addOutputs(sum)
              // Kernel, stride, padding, dilation, not "same", channels first, [out, in, 1, 1].
              .addIntegerArguments(1, 1, 1, 1, 0, 0, 1, 1, 0, 0, 1)
              .build());
      return sum;
    }

    @SuppressWarnings("try") // The scope is used by leaving it.
    private INDArray band(INDArray maps) {
      if (band == null) {
        int channels = Math.toIntExact(maps.size(1));
        int reach = (int) layerConf().getN() / 2;
        try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
          band = Nd4j.zeros(maps.dataType(), channels, channels, 1, 1);
        }
        for (int i = 0; i < channels; i++) {
          for (int j = Math.max(0, i - reach); j <= Math.min(channels - 1, i + reach); j++) {
            band.putScalar(new int[] {i, j, 0, 0}, 1);
          }
        }
      }
      return band;
    }
  }
}
