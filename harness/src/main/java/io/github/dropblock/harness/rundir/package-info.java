/**
 * A run's folder: the names of its files, the records in them, their checksums, and the lock that
 * keeps it to one process. The only interface between what trains and what reads results.
 */
@NullMarked
package io.github.dropblock.harness.rundir;

import org.jspecify.annotations.NullMarked;
