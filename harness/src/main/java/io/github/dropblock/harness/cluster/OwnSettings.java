package io.github.dropblock.harness.cluster;

import io.github.dropblock.harness.experiment.Network;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * This project's own settings among Spark's, {@code spark.dropblock.…}.
 *
 * @param nodeCache folder on each node; empty for one in the user's home
 * @param checkpointMinutes after which a checkpoint comes back from a node while a cell trains
 * @param taskCpus cores that a cell is counted for, by its network's id, where that is another
 *     number than any other task's
 */
public record OwnSettings(
    Optional<String> nodeCache, double checkpointMinutes, Map<String, Integer> taskCpus) {
  private static final String PREFIX = "spark.dropblock.";
  private static final String NODE_CACHE = PREFIX + "nodeCache";
  private static final String CHECKPOINT_MINUTES = PREFIX + "checkpointMinutes";
  private static final String TASK_CPUS = PREFIX + "taskCpus.";
  private static final double DEFAULT_MINUTES = 10;

  public OwnSettings {
    taskCpus = Map.copyOf(taskCpus);
  }

  /**
   * Reads them.
   *
   * @param configuration the user's, Spark's own settings among it
   * @throws IllegalArgumentException in a line for the user, if there is no such setting, or if its
   *     value can't be one
   */
  public static OwnSettings of(Map<String, String> configuration) {
    requireKnown(configuration);
    Map<String, Integer> taskCpus = new TreeMap<>();
    for (Network network : Network.values()) {
      cores(configuration, TASK_CPUS + network.id())
          .ifPresent(cores -> taskCpus.put(network.id(), cores));
    }
    return new OwnSettings(nodeCache(configuration), minutes(configuration), taskCpus);
  }

  /** Spark passes over settings that it does not know, and so would a misspelt one be. */
  private static void requireKnown(Map<String, String> configuration) {
    List<String> known =
        Stream.concat(
                Stream.of(NODE_CACHE, CHECKPOINT_MINUTES),
                Arrays.stream(Network.values()).map(network -> TASK_CPUS + network.id()))
            .toList();
    String unknown =
        configuration.keySet().stream()
            .filter(key -> key.startsWith(PREFIX) && !known.contains(key))
            .sorted()
            .collect(Collectors.joining(", "));
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "there is no setting %s; use one of %s".formatted(unknown, String.join(", ", known)));
    }
  }

  private static Optional<String> nodeCache(Map<String, String> configuration) {
    String text = configuration.get(NODE_CACHE);
    if (text != null && text.isBlank()) {
      throw new IllegalArgumentException(NODE_CACHE + " is empty; it must be a folder");
    }
    return Optional.ofNullable(text).map(String::strip);
  }

  private static double minutes(Map<String, String> configuration) {
    String text = configuration.get(CHECKPOINT_MINUTES);
    try {
      double minutes = text == null ? DEFAULT_MINUTES : Double.parseDouble(text);
      if (minutes > 0) {
        return minutes;
      }
    } catch (NumberFormatException e) {
      // As below.
    }
    throw new IllegalArgumentException(
        "%s is '%s'; it must be a number of minutes above 0".formatted(CHECKPOINT_MINUTES, text));
  }

  private static Optional<Integer> cores(Map<String, String> configuration, String key) {
    String text = configuration.get(key);
    if (text == null) {
      return Optional.empty();
    }
    if (!text.strip().matches("[1-9]\\d{0,3}")) {
      throw new IllegalArgumentException(
          "%s is '%s'; it must be a number of cores, 1 or more".formatted(key, text));
    }
    return Optional.of(Integer.parseInt(text.strip()));
  }
}
