package io.github.dropblock.harness.cluster;

import io.github.dropblock.harness.fork.EpochLimit;
import io.github.dropblock.harness.fork.ForkOptions;
import io.github.dropblock.harness.node.CellJvm;
import io.github.dropblock.harness.remedy.Complaint;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Which cluster cells are trained on, and how.
 *
 * @param master of the cluster, in Spark's words
 * @param configuration the user's; may hold secrets
 * @param driverClassPath Spark and the harness, without DL4J
 * @param jobJars those of it that a node's Spark does not have
 * @param shared whether nodes see this machine's files under the same paths
 * @param cells how their JVMs are started
 * @param limit of an epoch
 * @param mainClass of the cells' JVMs
 * @param folder for the driver's log
 * @param notices hears what the user is to know
 */
public record ClusterOptions(
    String master,
    Map<String, String> configuration,
    List<Path> driverClassPath,
    List<Path> jobJars,
    boolean shared,
    ForkOptions cells,
    EpochLimit limit,
    String mainClass,
    Path folder,
    Consumer<Complaint> notices) {

  ClusterSetup setup() {
    return new ClusterSetup(
        master,
        configuration,
        jobJars.stream().map(jar -> jar.toAbsolutePath().toString()).toList(),
        shared,
        cells.classPath().stream().map(jar -> jar.toAbsolutePath().toString()).toList(),
        CellJvm.of(cells, limit, mainClass));
  }

  /** Spark's own variable for it, which has no effect on a JVM that is started otherwise. */
  String driverHeap() {
    return configuration.getOrDefault("spark.driver.memory", "1g");
  }
}
