/**
 * Statistics of a run: measures of its trainings, tests of differences, and verdicts on what is
 * claimed of them. Knows neither the paper nor networks' code.
 */
@NullMarked
package io.github.dropblock.harness.analysis;

import org.jspecify.annotations.NullMarked;
