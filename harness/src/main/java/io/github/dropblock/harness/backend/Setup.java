package io.github.dropblock.harness.backend;

import io.github.dropblock.harness.remedy.Remedy;
import java.util.List;
import java.util.Objects;

/**
 * What the cells of a run compute on.
 *
 * @param gpus empty on the CPU
 * @param reason why this backend, for people
 * @param remedies what would have GPUs compute, where something keeps them from it
 */
public record Setup(Backend backend, List<Gpu> gpus, String reason, List<Remedy> remedies) {
  public Setup {
    Objects.requireNonNull(reason, "reason");
    remedies = List.copyOf(remedies);
    gpus = List.copyOf(gpus);
    if (backend.cuda() == gpus.isEmpty()) {
      throw new IllegalArgumentException("GPUs belong to CUDA, and to nothing else");
    }
  }

  public Setup(Backend backend, List<Gpu> gpus, String reason) {
    this(backend, gpus, reason, List.of());
  }
}
