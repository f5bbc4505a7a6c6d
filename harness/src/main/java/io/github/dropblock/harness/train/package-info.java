/**
 * A cell's process: reads the cell's settings, trains, and leaves metrics, checkpoint, predictions
 * and result. Needs DL4J.
 */
package io.github.dropblock.harness.train;
