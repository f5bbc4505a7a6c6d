/** Reads what a run directory holds, for whoever judges, compares or shows it. Writes nothing. */
@NullMarked
package io.github.dropblock.harness.results;

import org.jspecify.annotations.NullMarked;
