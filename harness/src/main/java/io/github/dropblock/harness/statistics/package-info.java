/**
 * Statistics that know numbers only: no files, no networks, no paper. Accuracies are shares, 0 to
 * 1, unless a name says points.
 */
@NullMarked
package io.github.dropblock.harness.statistics;

import org.jspecify.annotations.NullMarked;
