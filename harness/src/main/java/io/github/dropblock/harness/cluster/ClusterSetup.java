package io.github.dropblock.harness.cluster;

import io.github.dropblock.harness.node.CellJvm;
import java.util.List;
import java.util.Map;

/**
 * What the driver is told once it has started. By way of its connection alone: the configuration
 * may hold secrets, and arguments and variables of a process can be seen by others.
 *
 * @param master of the cluster, in Spark's words
 * @param configuration Spark's own settings, and {@code spark.dropblock.…}
 * @param jobJars what nodes need to start cells
 * @param shared whether nodes see this machine's files under the same paths
 * @param classPath of the cells' JVMs
 * @param jvm how those are started
 */
public record ClusterSetup(
    String master,
    Map<String, String> configuration,
    List<String> jobJars,
    boolean shared,
    List<String> classPath,
    CellJvm jvm) {

  /**
   * How the JVMs of Spark's start that look after cells, the driver's and the executors': they
   * leave the processor to the cells. HotSpot compiles thoroughly only what is truly busy there, as
   * ciphers and digests are, and no threads of its own collect garbage (docs/cluster.md).
   */
  public static final List<String> JVM_OPTIONS =
      List.of(
          // Another make of JVM may know none of these.
          "-XX:+IgnoreUnrecognizedVMOptions",
          "-XX:+UseSerialGC",
          "-XX:Tier4InvocationThreshold=50000",
          "-XX:Tier4MinInvocationThreshold=6000",
          "-XX:Tier4CompileThreshold=150000",
          "-XX:Tier4BackEdgeThreshold=400000");

  public ClusterSetup {
    configuration = Map.copyOf(configuration);
    jobJars = List.copyOf(jobJars);
    classPath = List.copyOf(classPath);
  }
}
