/**
 * Trains the cells of a matrix that have no result yet: which, in what order, how many at a time.
 * Where a cell is trained is a {@link io.github.dropblock.harness.schedule.CellLauncher}'s
 * business.
 */
@NullMarked
package io.github.dropblock.harness.schedule;

import org.jspecify.annotations.NullMarked;
