package io.github.dropblock.harness.progress;

/**
 * How fast trainings of a kind go.
 *
 * @param epochSeconds of an epoch, training and validation
 * @param otherSeconds of a cell besides its epochs: a JVM's start, compiling, the last evaluation;
 *     0 where that was not measured
 */
public record Pace(double epochSeconds, double otherSeconds) {}
