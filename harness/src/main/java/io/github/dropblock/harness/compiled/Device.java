package io.github.dropblock.harness.compiled;

/** What makes a plan's operations real. */
public interface Device {
  /** In words, such as {@code oneDNN 3.8.1, AVX-512}. */
  String description();

  /** Makes ready to run a plan. Parameters and the optimiser's state are 0 until they are put. */
  Running load(Plan plan);
}
