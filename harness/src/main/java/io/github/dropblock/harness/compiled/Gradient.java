package io.github.dropblock.harness.compiled;

/**
 * The gradient of a value.
 *
 * @param <A> a device's arrays
 * @param shared whether it is another value's gradient too, so that nobody may change it
 */
public record Gradient<A>(A array, boolean shared) {}
