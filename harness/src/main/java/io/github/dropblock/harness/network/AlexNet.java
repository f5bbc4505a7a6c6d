package io.github.dropblock.harness.network;

/**
 * AlexNet's convolutions in one tower (Krizhevsky, Sutskever, Hinton 2012, §3.5; 96, 256, 384, 384,
 * 256 channels; 3,747,200 weights and biases at width 1).
 */
final class AlexNet {
  private AlexNet() {}

  static String assemble(Assembly net) {
    String x = net.convolution("conv1", Assembly.INPUT, 96, 11, stride(net), 2);
    x = net.responseNormalization("norm1", net.dropBlock("conv1", x));
    x = net.maxPooling("pool1", x, 3, 2, 0);
    x = net.convolution("conv2", x, 256, 5, 1, 2);
    x = net.responseNormalization("norm2", net.dropBlock("conv2", x));
    x = net.maxPooling("pool2", x, 3, 2, 0);
    x = net.dropBlock("conv3", net.convolution("conv3", x, 384, 3, 1, 1));
    x = net.dropBlock("conv4", net.convolution("conv4", x, 384, 3, 1, 1));
    x = net.dropBlock("conv5", net.convolution("conv5", x, 256, 3, 1, 1));
    return net.maxPooling("pool5", x, 3, 2, 0);
  }

  /** Published: 4, for 224 px. Smaller images would have no map left to pool three times. */
  private static int stride(Assembly net) {
    int size = net.spec().training().imageSize();
    return size >= 128 ? 4 : size >= 64 ? 2 : 1;
  }
}
