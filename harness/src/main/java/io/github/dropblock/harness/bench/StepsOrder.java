package io.github.dropblock.harness.bench;

import io.github.dropblock.harness.backend.Step;
import io.github.dropblock.harness.experiment.Regularizer;
import io.github.dropblock.harness.files.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What a forked JVM is to measure, in a file beside the cell's settings.
 *
 * @param regularizers to take turns
 * @param steps kinds of steps to take turns, each with each regularizer
 * @param peers commands of Pythons whose PyTorch takes turns too, see {@link Peer}
 * @param seconds for each of them, after warming up
 */
public record StepsOrder(
    List<Regularizer> regularizers, List<Step> steps, List<String> peers, double seconds) {
  public StepsOrder {
    steps = List.copyOf(steps);
    peers = List.copyOf(peers);
    regularizers = List.copyOf(regularizers);
  }

  static Path file(Path folder) {
    return folder.resolve("order.json");
  }

  /** Where the answer is left, to this one a {@link NetworkSpeed}. */
  public static Path answer(Path folder) {
    return folder.resolve("speed.json");
  }

  public static StepsOrder read(Path folder) throws IOException {
    return Json.read(file(folder), StepsOrder.class);
  }
}
