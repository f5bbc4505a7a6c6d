/**
 * Holds a finished run to thresholds and to a run accepted before. Reads run directories, trains
 * nothing.
 */
package io.github.dropblock.harness.verify;
