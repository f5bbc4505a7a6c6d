package io.github.dropblock.harness.cudnn;

import static io.github.dropblock.harness.cudnn.Cudnn.check;
import static org.bytedeco.cuda.global.cudnn.CUDNN_BATCHNORM_SPATIAL;
import static org.bytedeco.cuda.global.cudnn.CUDNN_BN_MIN_EPSILON;
import static org.bytedeco.cuda.global.cudnn.cudnnBatchNormalizationBackward;
import static org.bytedeco.cuda.global.cudnn.cudnnBatchNormalizationForwardInference;
import static org.bytedeco.cuda.global.cudnn.cudnnBatchNormalizationForwardTraining;

import java.util.Arrays;
import java.util.Map;
import org.bytedeco.cuda.cudnn.cudnnTensorStruct;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.normalization.BatchNormalizationHelper;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A batch normalisation's passes, per channel of maps {@code [images, channels, height, width]};
 * what belongs to channels is {@code [1, channels]}.
 *
 * <p>DL4J itself moves the running mean and variance, by the batch's. cuDNN gives these as running
 * ones that forget all before; of its reciprocal deviations, as which it keeps them for the
 * gradient, they could be had only at the cost of three operations and of digits.
 */
final class CudnnBatchNormalization implements BatchNormalizationHelper {
  /** The weight of a batch in the running statistics: nothing is left of those before. */
  private static final double ALL = 1;

  private final Cudnn cudnn;
  private final Fallback fallback;

  /** Of the last batch, for its gradient; null before the first. */
  private INDArray mean;

  private INDArray inverseDeviation;

  /** Of the last batch, for DL4J's running ones. */
  private INDArray batchMean;

  private INDArray batchVariance;

  CudnnBatchNormalization(Cudnn cudnn, String layer) {
    this.cudnn = cudnn;
    this.fallback = new Fallback(layer);
  }

  @Override
  public INDArray preOutput(
      INDArray input,
      boolean training,
      long[] shape,
      INDArray gamma,
      INDArray beta,
      INDArray runningMean,
      INDArray runningVariance,
      double decay,
      double epsilon,
      CNN2DFormat format,
      LayerWorkspaceMgr workspaces) {
    if (format != CNN2DFormat.NCHW) {
      return fallback.because("maps of the format " + format);
    }
    INDArray x = cudnn.contiguous(input);
    INDArray y =
        workspaces.createUninitialized(ArrayType.ACTIVATIONS, x.dataType(), x.shape(), 'c');
    INDArray scale = cudnn.contiguous(gamma);
    INDArray shift = cudnn.contiguous(beta);
    if (training) {
      train(x, scale, shift, epsilon, y);
    } else {
      infer(
          x,
          scale,
          shift,
          cudnn.contiguous(runningMean),
          cudnn.contiguous(runningVariance),
          epsilon,
          y);
    }
    return y;
  }

  private void train(INDArray x, INDArray scale, INDArray shift, double epsilon, INDArray y) {
    reserve(x.size(1));
    long count = x.size(0) * x.size(2) * x.size(3);
    // cuDNN's running variance is of n - 1, which a single cell doesn't have.
    boolean single = count == 1;
    cudnnTensorStruct maps = cudnn.maps(x);
    check(
        cudnnBatchNormalizationForwardTraining(
            cudnn.handle(),
            CUDNN_BATCHNORM_SPATIAL,
            cudnn.one,
            cudnn.zero,
            maps,
            cudnn.read(x),
            maps,
            cudnn.write(y),
            channels(x),
            cudnn.read(scale),
            cudnn.read(shift),
            ALL,
            single ? null : cudnn.write(batchMean),
            single ? null : cudnn.write(batchVariance),
            epsilon,
            cudnn.write(mean),
            cudnn.write(inverseDeviation)),
        "cudnnBatchNormalizationForwardTraining",
        name(x));
    if (single) {
      batchVariance.assign(0);
    } else {
      // DL4J's is of n.
      batchVariance.muli((count - 1.0) / count);
    }
  }

  private void infer(
      INDArray x,
      INDArray scale,
      INDArray shift,
      INDArray runningMean,
      INDArray runningVariance,
      double epsilon,
      INDArray y) {
    cudnnTensorStruct maps = cudnn.maps(x);
    check(
        cudnnBatchNormalizationForwardInference(
            cudnn.handle(),
            CUDNN_BATCHNORM_SPATIAL,
            cudnn.one,
            cudnn.zero,
            maps,
            cudnn.read(x),
            maps,
            cudnn.write(y),
            channels(x),
            cudnn.read(scale),
            cudnn.read(shift),
            cudnn.read(runningMean),
            cudnn.read(runningVariance),
            epsilon),
        "cudnnBatchNormalizationForwardInference",
        name(x));
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(
      INDArray input,
      INDArray atOutput,
      long[] shape,
      INDArray gamma,
      INDArray beta,
      INDArray gammaGradient,
      INDArray betaGradient,
      double epsilon,
      CNN2DFormat format,
      LayerWorkspaceMgr workspaces) {
    if (format != CNN2DFormat.NCHW) {
      return fallback.because("maps of the format " + format);
    }
    INDArray x = cudnn.contiguous(input);
    INDArray dy = cudnn.contiguous(atOutput);
    INDArray scale = cudnn.contiguous(gamma);
    INDArray dx =
        workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, x.dataType(), x.shape(), 'c');
    cudnnTensorStruct maps = cudnn.maps(x);
    check(
        cudnnBatchNormalizationBackward(
            cudnn.handle(),
            CUDNN_BATCHNORM_SPATIAL,
            cudnn.one,
            cudnn.zero,
            cudnn.one,
            cudnn.zero,
            maps,
            cudnn.read(x),
            maps,
            cudnn.read(dy),
            maps,
            cudnn.write(dx),
            channels(x),
            cudnn.read(scale),
            cudnn.write(gammaGradient),
            cudnn.write(betaGradient),
            epsilon,
            cudnn.read(mean),
            cudnn.read(inverseDeviation)),
        "cudnnBatchNormalizationBackward",
        name(x));
    Gradient gradient = new DefaultGradient();
    gradient.setGradientFor(BatchNormalizationParamInitializer.GAMMA, gammaGradient);
    gradient.setGradientFor(BatchNormalizationParamInitializer.BETA, betaGradient);
    return new Pair<>(gradient, dx);
  }

  @SuppressWarnings("try") // The scope is used by leaving it.
  private void reserve(long channels) {
    if (mean == null) {
      try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
        mean = Nd4j.create(DataType.FLOAT, 1, channels);
        inverseDeviation = Nd4j.create(DataType.FLOAT, 1, channels);
        // Zero, since cuDNN multiplies what is there by 0: chance might have put a NaN there.
        batchMean = Nd4j.create(DataType.FLOAT, 1, channels);
        batchVariance = Nd4j.create(DataType.FLOAT, 1, channels);
      }
    }
  }

  private cudnnTensorStruct channels(INDArray x) {
    return cudnn.tensor(1, x.size(1), 1, 1);
  }

  private static String name(INDArray x) {
    return "the batch normalisation of " + Arrays.toString(x.shape());
  }

  @Override
  public INDArray getMeanCache(DataType type) {
    return mean;
  }

  @Override
  public INDArray getVarCache(DataType type) {
    return batchVariance;
  }

  @Override
  public boolean checkSupported(double epsilon, boolean fixedGammaBeta) {
    return epsilon >= CUDNN_BN_MIN_EPSILON;
  }

  @Override
  public boolean checkSupported() {
    return true;
  }

  @Override
  public Map<String, Long> helperMemoryUse() {
    return mean == null ? Map.of() : Map.of("statistics", 4 * Float.BYTES * mean.length());
  }
}
