package io.github.dropblock.harness.compiled;

import java.util.Objects;

/**
 * Numbers that a layer has learnt.
 *
 * @param layer its name
 * @param name such as {@code W}
 * @param shape as the operation takes it: kernels {@code [out, in, height, width]}, weights of a
 *     dense layer {@code [out, in]}, others {@code [channels]}. In this order, row by row, the
 *     numbers lie in Deeplearning4j's flat array of parameters.
 * @param offset of the first of them in that array
 * @param trained whether the optimiser changes it
 */
public record Parameter(String layer, String name, Shape shape, long offset, boolean trained) {
  public Parameter {
    Objects.requireNonNull(layer, "layer");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(shape, "shape");
    if (offset < 0) {
      throw new IllegalArgumentException(
          "parameter " + layer + " " + name + " begins at " + offset);
    }
  }

  /** How many numbers. */
  public int length() {
    return Math.toIntExact(shape.length());
  }
}
