/**
 * The matrix as tasks of an Apache Spark cluster: the driver, and what runs on executors. The only
 * package that knows Spark; its classes are loaded in the JVMs of a cluster and nowhere else.
 */
@NullMarked
package io.github.dropblock.harness.spark;

import org.jspecify.annotations.NullMarked;
