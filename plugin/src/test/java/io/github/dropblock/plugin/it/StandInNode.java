package io.github.dropblock.plugin.it;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A worker that stands in for a machine of its own.
 *
 * @param name of its folders
 * @param cores that it offers
 * @param gpus addresses of the stand-in GPUs that it offers
 * @param wrapper command that starts its JVM; empty for the JVM itself
 * @param environment of the worker and of all that it starts, besides this process's
 * @param spark folder of those of Spark's own jars that it has in place of the cluster's
 */
record StandInNode(
    String name,
    int cores,
    List<String> gpus,
    List<String> wrapper,
    Map<String, String> environment,
    Optional<Path> spark) {
  StandInNode {
    gpus = List.copyOf(gpus);
    wrapper = List.copyOf(wrapper);
    environment = Map.copyOf(environment);
  }

  /** With a core and no GPU. */
  static StandInNode of(String name) {
    return new StandInNode(name, 1, List.of(), List.of(), Map.of(), Optional.empty());
  }

  StandInNode cores(int number) {
    return new StandInNode(name, number, gpus, wrapper, environment, spark);
  }

  StandInNode gpus(String... addresses) {
    return new StandInNode(name, cores, List.of(addresses), wrapper, environment, spark);
  }

  StandInNode startedBy(String... command) {
    return new StandInNode(name, cores, gpus, List.of(command), environment, spark);
  }

  /** With a Java of its own, for what it starts. */
  StandInNode javaHome(Path folder) {
    Map<String, String> variables = Map.of("JAVA_HOME", folder.toAbsolutePath().toString());
    return new StandInNode(name, cores, gpus, wrapper, variables, spark);
  }

  /** With another version of Spark. */
  StandInNode spark(Path folder) {
    return new StandInNode(name, cores, gpus, wrapper, environment, Optional.of(folder));
  }

  /** What a script that discovers its GPUs prints. */
  String discovery() {
    return "{\"name\": \"gpu\", \"addresses\": [%s]}"
        .formatted(gpus.stream().map(gpu -> '"' + gpu + '"').collect(Collectors.joining(", ")));
  }
}
