package io.github.dropblock.harness.compiled.cuda;

import io.github.dropblock.harness.compiled.Operation;
import io.github.dropblock.harness.compiled.Shape;

/** The gradient of a convolution's bias: of floats by cuDNN, of bfloat16 by kernels of ours. */
final class BiasGradientLaunches {
  /** Threads that add up a plane together, in {@code step.cu}. */
  private static final int LANES = 32;

  private final GraphBuilder net;
  private final GpuContext gpu;
  private final Operation.Convolution convolution;
  private final Shape maps;
  private final int channels;

  BiasGradientLaunches(GraphBuilder net, Operation.Convolution convolution) {
    this.net = net;
    this.gpu = net.gpu();
    this.convolution = convolution;
    maps = convolution.output().shape();
    channels = (int) maps.channels();
  }

  /**
   * @param gradient of the maps, before ReLU
   */
  void add(DeviceArray gradient) {
    if (!net.narrow()) {
      net.tape().add(() -> byCudnn(gradient), gradient);
      return;
    }
    DeviceArray ofPlanes = net.tape().floats(planes() * LANES);
    DeviceArray ofChannels = net.tape().floats((long) channels * LANES);
    net.tape().add(() -> inFloats(gradient, ofPlanes, ofChannels), gradient, ofPlanes, ofChannels);
  }

  private void byCudnn(DeviceArray gradient) {
    gpu.cudnn.call(
        "cudnnConvolutionBackwardBias",
        gpu.dnn,
        gpu.one,
        net.descriptors().tensor(maps),
        gradient.address(),
        gpu.zero,
        net.descriptors().channels(channels),
        net.weights().gradient(convolution.bias()));
  }

  private long planes() {
    return maps.sizes()[0] * channels;
  }

  private void inFloats(DeviceArray gradient, DeviceArray ofPlanes, DeviceArray ofChannels) {
    gpu.kernels.launch(
        "plane_sums",
        planes() * LANES,
        gradient.address(),
        ofPlanes.address(),
        planes(),
        (int) (maps.height() * maps.width()));
    gpu.kernels.launch(
        "channel_sums",
        (long) channels * LANES,
        ofPlanes.address(),
        ofChannels.address(),
        (int) maps.sizes()[0],
        channels);
    gpu.kernels.launch(
        "bias_gradient",
        channels,
        ofChannels.address(),
        net.weights().gradient(convolution.bias()),
        channels);
  }
}
