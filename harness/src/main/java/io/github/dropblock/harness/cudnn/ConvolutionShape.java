package io.github.dropblock.harness.cudnn;

/**
 * All that cuDNN's choice of algorithms depends on.
 *
 * @param images in a batch
 * @param channels of the input
 * @param height of the input, cells
 * @param width of the input, cells
 * @param filters channels of the output
 * @param down the window along the height
 * @param across the window along the width
 */
record ConvolutionShape(
    int images,
    int channels,
    int height,
    int width,
    int filters,
    AxisWindow down,
    AxisWindow across) {
  ConvolutionShape {
    if (images < 1 || channels < 1 || filters < 1) {
      throw new IllegalArgumentException(
          "%s images, %s channels, %s filters".formatted(images, channels, filters));
    }
    if (down.output(height) < 1 || across.output(width) < 1) {
      throw new IllegalArgumentException(
          "no %s x %s window fits into %s x %s cells"
              .formatted(down.kernel(), across.kernel(), height, width));
    }
  }

  int outputHeight() {
    return down.output(height);
  }

  int outputWidth() {
    return across.output(width);
  }

  /** Such as {@code [64, 3, 224, 224] by 96 filters of 11 x 11, stride 4 x 4, padding 2 x 2}. */
  @Override
  public String toString() {
    return "[%s, %s, %s, %s] by %s filters of %s x %s, stride %s x %s, padding %s x %s"
        .formatted(
            images,
            channels,
            height,
            width,
            filters,
            down.kernel(),
            across.kernel(),
            down.stride(),
            across.stride(),
            down.padding(),
            across.padding());
  }
}
