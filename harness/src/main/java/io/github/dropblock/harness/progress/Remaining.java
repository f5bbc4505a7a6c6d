package io.github.dropblock.harness.progress;

import java.time.Duration;

/**
 * Time that a matrix still needs.
 *
 * @param time for all of its cells whose like was timed
 * @param whole whether that is all of them; if not, it takes longer
 */
public record Remaining(Duration time, boolean whole) {}
