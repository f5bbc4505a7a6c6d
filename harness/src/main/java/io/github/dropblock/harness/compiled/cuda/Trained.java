package io.github.dropblock.harness.compiled.cuda;

/** All that an optimiser changes, and what it goes by, on the GPU. */
interface Trained {
  /** How many floats. */
  long trained();

  /** 0 for the values, then the optimiser's states. */
  long all(int array);

  long gradients();
}
