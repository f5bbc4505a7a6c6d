package io.github.dropblock.harness.compiled.cuda;

/**
 * The gradient of a value.
 *
 * @param shared whether it is another value's gradient too, so that nobody may change it
 */
record DeviceGradient(DeviceArray array, boolean shared) {}
