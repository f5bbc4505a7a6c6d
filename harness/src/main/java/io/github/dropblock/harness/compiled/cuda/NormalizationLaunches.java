package io.github.dropblock.harness.compiled.cuda;

import com.sun.jna.Pointer;
import io.github.dropblock.harness.compiled.Gradient;
import io.github.dropblock.harness.compiled.Operation;
import io.github.dropblock.harness.compiled.OperationCalls;
import io.github.dropblock.harness.compiled.Shape;

/**
 * Batch normalisation: in training by the batch's own statistics, which the running ones follow, in
 * inference by the running ones.
 */
final class NormalizationLaunches implements OperationCalls {
  /** A mean and a variance for each channel. */
  private static final int SPATIAL = 1;

  private final GraphBuilder net;
  private final GpuContext gpu;
  private final Operation.BatchNormalization norm;
  private final Shape maps;
  private final Pointer descriptor;
  private final Pointer ofChannels;
  private final int channels;
  private DeviceArray source;
  private DeviceArray output;
  private DeviceArray mean;
  private DeviceArray inverse;

  NormalizationLaunches(GraphBuilder net, Operation.BatchNormalization norm) {
    this.net = net;
    this.gpu = net.gpu();
    this.norm = norm;
    maps = norm.from().shape();
    channels = (int) maps.channels();
    descriptor = net.descriptors().tensor(maps);
    ofChannels = net.descriptors().channels(channels);
  }

  @Override
  public void forward() {
    source = net.value(norm.from());
    output = net.numbers(maps.length());
    if (net.training()) {
      byBatch();
    } else {
      byRunningStatistics();
    }
    if (norm.relu()) {
      net.tape().add(() -> net.relu(output, maps.length()), output);
    }
    net.put(norm.output(), output);
  }

  private void byBatch() {
    mean = net.tape().floats(channels);
    inverse = net.tape().floats(channels);
    net.tape()
        .add(
            () -> {
              gpu.cudnn.call(
                  "cudnnBatchNormalizationForwardTraining",
                  gpu.dnn,
                  SPATIAL,
                  gpu.one,
                  gpu.zero,
                  descriptor,
                  source.address(),
                  descriptor,
                  output.address(),
                  ofChannels,
                  net.weights().values(norm.scale()),
                  net.weights().values(norm.shift()),
                  0.0,
                  null,
                  null,
                  norm.epsilon(),
                  mean.address(),
                  inverse.address());
              // Not by cuDNN, which divides the variance by one less.
              gpu.kernels.launch(
                  "follow_statistics",
                  channels,
                  mean.address(),
                  inverse.address(),
                  net.weights().values(norm.mean()),
                  net.weights().values(norm.variance()),
                  norm.decay(),
                  norm.epsilon(),
                  norm.logStd() ? 1 : 0,
                  channels);
            },
            source,
            output,
            mean,
            inverse);
  }

  private void byRunningStatistics() {
    DeviceArray variance = net.tape().floats(channels);
    net.tape()
        .add(
            () -> {
              gpu.kernels.launch(
                  "variance_of",
                  channels,
                  net.weights().values(norm.variance()),
                  variance.address(),
                  norm.logStd() ? 1 : 0,
                  channels);
              gpu.cudnn.call(
                  "cudnnBatchNormalizationForwardInference",
                  gpu.dnn,
                  SPATIAL,
                  gpu.one,
                  gpu.zero,
                  descriptor,
                  source.address(),
                  descriptor,
                  output.address(),
                  ofChannels,
                  net.weights().values(norm.scale()),
                  net.weights().values(norm.shift()),
                  net.weights().values(norm.mean()),
                  variance.address(),
                  norm.epsilon());
            },
            source,
            output,
            variance);
  }

  @Override
  public void backward() {
    Gradient<DeviceArray> given = net.gradient(norm.output());
    DeviceArray gradient =
        norm.relu() ? net.reluGradient(norm.output(), output, given) : given.array();
    DeviceArray ofMaps = net.numbers(maps.length());
    net.tape()
        .add(
            () ->
                gpu.cudnn.call(
                    "cudnnBatchNormalizationBackward",
                    gpu.dnn,
                    SPATIAL,
                    gpu.one,
                    gpu.zero,
                    gpu.one,
                    gpu.zero,
                    descriptor,
                    source.address(),
                    descriptor,
                    gradient.address(),
                    descriptor,
                    ofMaps.address(),
                    ofChannels,
                    net.weights().values(norm.scale()),
                    net.weights().gradient(norm.scale()),
                    net.weights().gradient(norm.shift()),
                    norm.epsilon(),
                    mean.address(),
                    inverse.address()),
            source,
            gradient,
            ofMaps,
            mean,
            inverse);
    if (norm.from().wantsGradient()) {
      net.give(norm.from(), ofMaps, false);
    }
  }
}
