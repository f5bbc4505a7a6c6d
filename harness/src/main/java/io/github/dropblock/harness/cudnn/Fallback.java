package io.github.dropblock.harness.cudnn;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once of a layer that DL4J computes it, slowly, because cuDNN can't. */
final class Fallback {
  private static final Logger LOG = LoggerFactory.getLogger(Fallback.class);

  private final String layer;
  private boolean told;

  Fallback(String layer) {
    this.layer = layer;
  }

  /** What a DL4J helper returns for an input that it leaves to DL4J. */
  @SuppressWarnings(
      "TypeParameterUnusedInFormals") // Each helper returns another type, all of them null.
  <T> T because(String reason) {
    if (!told) {
      told = true;
      LOG.warn("Layer {} is computed without cuDNN, which has no {}", layer, reason);
    }
    return null;
  }
}
