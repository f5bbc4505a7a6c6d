/**
 * Holds a finished run to thresholds and to a run accepted before. Reads run directories, trains
 * nothing.
 */
@NullMarked
package io.github.dropblock.harness.verify;

import org.jspecify.annotations.NullMarked;
