package io.github.dropblock.harness.compiled.onednn;

/**
 * The gradient of a value.
 *
 * @param shared whether it is another value's gradient too, so that nobody may change it
 */
record Gradient(Buffer array, boolean shared) {}
