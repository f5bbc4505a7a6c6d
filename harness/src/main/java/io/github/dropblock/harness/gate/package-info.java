/**
 * Holds a finished run to thresholds, to a run accepted before, or against other runs. Reads run
 * directories, trains nothing.
 */
package io.github.dropblock.harness.gate;
