package io.github.dropblock.plugin.it;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A worker that stands in for a machine of its own.
 *
 * @param name of its folders
 * @param cores that it offers
 * @param gpus addresses of the stand-in GPUs that it offers
 * @param wrapper command that starts its JVM; empty for the JVM itself
 * @param environment of the worker and of all that it starts, besides this process's
 */
record StandInNode(
    String name,
    int cores,
    List<String> gpus,
    List<String> wrapper,
    Map<String, String> environment) {
  StandInNode {
    gpus = List.copyOf(gpus);
    wrapper = List.copyOf(wrapper);
    environment = Map.copyOf(environment);
  }

  /** With a core and no GPU. */
  static StandInNode of(String name) {
    return new StandInNode(name, 1, List.of(), List.of(), Map.of());
  }

  StandInNode cores(int number) {
    return new StandInNode(name, number, gpus, wrapper, environment);
  }

  StandInNode gpus(String... addresses) {
    return new StandInNode(name, cores, List.of(addresses), wrapper, environment);
  }

  StandInNode startedBy(String... command) {
    return new StandInNode(name, cores, gpus, List.of(command), environment);
  }

  /** With a Java of its own, for what it starts. */
  StandInNode javaHome(Path folder) {
    return new StandInNode(
        name, cores, gpus, wrapper, Map.of("JAVA_HOME", folder.toAbsolutePath().toString()));
  }

  /** What a script that discovers its GPUs prints. */
  String discovery() {
    return "{\"name\": \"gpu\", \"addresses\": [%s]}"
        .formatted(gpus.stream().map(gpu -> '"' + gpu + '"').collect(Collectors.joining(", ")));
  }
}
