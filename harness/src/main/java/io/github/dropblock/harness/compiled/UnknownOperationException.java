package io.github.dropblock.harness.compiled;

/** A network has something that no compiled step knows. */
public final class UnknownOperationException extends UnsupportedOperationException {
  private static final long serialVersionUID = 1L;

  UnknownOperationException(String layer, String what) {
    super(
        "layer %s: a compiled step knows no %s; train with -Ddropblock.step=dl4j"
            .formatted(layer, what));
  }
}
