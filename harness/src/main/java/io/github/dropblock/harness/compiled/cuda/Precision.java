package io.github.dropblock.harness.compiled.cuda;

/** How exactly a step multiplies. It adds in floats, and its weights and optimiser are floats. */
public enum Precision {
  /** Floats, with all their 24 bits. */
  FLOAT_32("TensorFloat-32 off"),

  /** Floats; convolutions and dense layers may round what they multiply to 11 bits. */
  TENSOR_FLOAT_32("TensorFloat-32 allowed"),

  /**
   * Maps, units and their gradients are bfloat16, of 8 bits, and so is the copy of the weights that
   * they are multiplied by. Statistics of batches, scores, losses, and the gradients of weights
   * stay floats. Nothing is scaled: a bfloat16 reaches as far as a float does (Kalamkar et al.
   * 2019, "A Study of BFLOAT16 for Deep Learning Training").
   */
  BFLOAT_16("bfloat16");

  /** The oldest whose tensor cores multiply bfloat16, as CUDA counts compute capabilities. */
  static final int OLDEST_OF_BFLOAT_16 = 80;

  private final String title;

  Precision(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  /** Of a number of a map. */
  int bytes() {
    return this == BFLOAT_16 ? Short.BYTES : Float.BYTES;
  }
}
