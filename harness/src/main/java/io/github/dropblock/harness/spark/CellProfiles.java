package io.github.dropblock.harness.spark;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.SparkConf;
import org.apache.spark.resource.ResourceProfile;
import org.apache.spark.resource.ResourceProfileBuilder;
import org.apache.spark.resource.TaskResourceRequests;

/**
 * What a cell's task takes of an executor, where that depends on its network. Without requests to
 * executors a profile changes nothing but how many tasks share one.
 *
 * @see <a href="https://issues.apache.org/jira/browse/SPARK-41848">SPARK-41848, TaskResourceProfile
 *     without dynamic allocation</a>
 */
final class CellProfiles {
  private static final String GPUS = "spark.task.resource.gpu.amount";

  private final Map<String, Integer> cores;
  private final SparkConf conf;
  private final Map<Integer, ResourceProfile> known = new HashMap<>();

  /**
   * @param cores that a cell is counted for, by its network's id
   * @param conf with the defaults
   */
  CellProfiles(Map<String, Integer> cores, SparkConf conf) {
    this.cores = cores;
    this.conf = conf;
  }

  /**
   * @param network of the cell, by its id
   * @return empty for what any other takes
   */
  synchronized Optional<ResourceProfile> of(String network) {
    return Optional.ofNullable(cores.get(network))
        .map(number -> known.computeIfAbsent(number, this::profile));
  }

  private ResourceProfile profile(int number) {
    TaskResourceRequests requests = new TaskResourceRequests().cpus(number);
    if (conf.contains(GPUS)) {
      requests.resource("gpu", Double.parseDouble(conf.get(GPUS)));
    }
    return new ResourceProfileBuilder().require(requests).build();
  }
}
