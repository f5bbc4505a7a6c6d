package io.github.dropblock.harness.network;

/**
 * The trunk of ResNet-34 (He et al. 2016, table 1, with projection shortcuts where the shape
 * changes; 21,284,672 weights at width 1).
 */
final class ResNet34 {
  private static final int[] BLOCKS = {3, 4, 6, 3};

  private ResNet34() {}

  static String assemble(Assembly net) {
    String x = net.normalizedConvolution("conv1", Assembly.INPUT, 64, 7, stride(net));
    x = net.maxPooling("pool1", net.relu("conv1-relu", x), 3, 2, 1);
    for (int stage = 1; stage <= BLOCKS.length; stage++) {
      for (int block = 1; block <= BLOCKS[stage - 1]; block++) {
        boolean halves = stage > 1 && block == 1;
        x = block(net, "stage" + stage + "-block" + block, x, 32 << stage, halves);
        x = net.dropBlock("stage" + stage, x);
      }
    }
    return x;
  }

  private static String block(Assembly net, String name, String from, int filters, boolean halves) {
    int stride = halves ? 2 : 1;
    String x = net.normalizedConvolution(name + "-conv1", from, filters, 3, stride);
    x = net.relu(name + "-conv1-relu", x);
    x = net.normalizedConvolution(name + "-conv2", x, filters, 3, 1);
    String shortcut =
        halves ? net.normalizedConvolution(name + "-shortcut", from, filters, 1, stride) : from;
    return net.sumThenRelu(name, x, shortcut);
  }

  /** Published: 2, for 224 px. At 32 px the last stage would be left with a single cell. */
  private static int stride(Assembly net) {
    return net.spec().training().imageSize() >= 64 ? 2 : 1;
  }
}
