package io.github.dropblock.harness.cudnn;

import org.deeplearning4j.nn.conf.ConvolutionMode;

/**
 * What slides along one side of a map, in cells.
 *
 * @param padding at both ends alike; cuDNN knows no other
 */
record AxisWindow(int kernel, int stride, int padding, int dilation) {
  AxisWindow {
    if (kernel < 1 || stride < 1 || padding < 0 || dilation < 1) {
      throw new IllegalArgumentException(
          "kernel %s, stride %s, padding %s, dilation %s"
              .formatted(kernel, stride, padding, dilation));
    }
  }

  /**
   * As DL4J hands it over, in pairs of the two sides.
   *
   * @param side 0 down, 1 across
   */
  static AxisWindow of(int side, int[] kernel, int[] strides, int[] padding, int[] dilation) {
    return new AxisWindow(kernel[side], strides[side], padding[side], dilation[side]);
  }

  /** Places that the window fits, as cuDNN counts them. */
  int output(long input) {
    int reach = (kernel - 1) * dilation + 1;
    return Math.toIntExact(Math.floorDiv(input + 2L * padding - reach, stride) + 1);
  }

  /**
   * Whether DL4J counts as many. In mode Same an odd padding has one cell more at the far end than
   * at the near one, and the last place is lost without it.
   */
  boolean suits(long input, ConvolutionMode mode) {
    return mode != ConvolutionMode.Same || output(input) == -Math.floorDiv(-input, stride);
  }
}
