package io.github.dropblock.plugin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Asks NVIDIA's driver what there is. */
final class GraphicsCard {
  private GraphicsCard() {}

  /** The first card's name; empty where there is no card, or no driver for it. */
  static Optional<String> find() {
    try {
      Process driver =
          new ProcessBuilder("nvidia-smi", "--query-gpu=name", "--format=csv,noheader")
              .redirectErrorStream(true)
              .start();
      driver.getOutputStream().close();
      String answer = new String(driver.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return driver.waitFor() == 0 ? answer.lines().findFirst() : Optional.empty();
    } catch (IOException noDriver) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
