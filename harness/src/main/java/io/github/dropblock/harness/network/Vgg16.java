package io.github.dropblock.harness.network;

/**
 * The convolutions of VGG-16 (Simonyan and Zisserman 2015, table 1, configuration D; 14,714,688
 * weights and biases at width 1). The first blocks keep their pretrained weights.
 */
final class Vgg16 {
  private static final int[] CONVOLUTIONS = {2, 2, 3, 3, 3};
  private static final int[] FILTERS = {64, 128, 256, 512, 512};

  private Vgg16() {}

  static String assemble(Assembly net) {
    String x = Assembly.INPUT;
    int frozenBlocks = CONVOLUTIONS.length - net.spec().training().trainedBlocks();
    for (int block = 1; block <= CONVOLUTIONS.length; block++) {
      net.freeze(block <= frozenBlocks);
      for (int i = 1; i <= CONVOLUTIONS[block - 1]; i++) {
        x = net.convolution("block" + block + "-conv" + i, x, FILTERS[block - 1], 3, 1, 1);
      }
      x = net.maxPooling("block" + block + "-pool", net.dropBlock("block" + block, x), 2, 2, 0);
    }
    net.freeze(false);
    return x;
  }
}
