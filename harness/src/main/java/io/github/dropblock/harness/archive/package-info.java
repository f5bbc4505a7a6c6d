/**
 * A run in one file that travels: written from a run directory, and merged into one, so that cells
 * trained in several places and on several days become one run.
 */
@NullMarked
package io.github.dropblock.harness.archive;

import org.jspecify.annotations.NullMarked;
