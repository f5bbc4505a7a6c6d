/** Statistics of a run's results. Knows numbers, no files and no networks' code. */
package io.github.dropblock.harness.analysis;
