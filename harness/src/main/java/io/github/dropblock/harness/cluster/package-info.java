/**
 * A cluster as this machine sees it: the process of the Spark driver, and what is said between it
 * and who has cells to train. Knows no class of Spark, for Maven's JVM has none.
 */
@NullMarked
package io.github.dropblock.harness.cluster;

import org.jspecify.annotations.NullMarked;
