package io.github.dropblock.harness.compiled;

import java.util.Objects;

/**
 * What one operation puts out and others take in.
 *
 * @param name of the layer whose output it is in Deeplearning4j's graph
 * @param wantsGradient whether something that is trained lies below it
 */
public record Value(String name, Shape shape, boolean wantsGradient) {
  public Value {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(shape, "shape");
  }
}
