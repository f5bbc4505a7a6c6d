/** Reads what a run directory holds, for whoever judges, compares or shows it. Writes nothing. */
package io.github.dropblock.harness.results;
