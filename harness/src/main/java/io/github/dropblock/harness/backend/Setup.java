package io.github.dropblock.harness.backend;

import java.util.List;
import java.util.Objects;

/**
 * What the cells of a run compute on.
 *
 * @param gpus empty on the CPU
 * @param reason why this backend, for people
 */
public record Setup(Backend backend, List<Gpu> gpus, String reason) {
  public Setup {
    Objects.requireNonNull(reason, "reason");
    gpus = List.copyOf(gpus);
    if (backend.cuda() == gpus.isEmpty()) {
      throw new IllegalArgumentException("GPUs belong to CUDA, and to nothing else");
    }
  }
}
