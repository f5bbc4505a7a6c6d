package io.github.dropblock.harness.backend;

import java.util.Objects;

/**
 * A GPU of this machine, as NVIDIA's driver describes it.
 *
 * @param index as nvidia-smi counts, from 0
 * @param uuid what names it to CUDA, whatever else is plugged in
 * @param driver version of NVIDIA's driver
 * @param memory in all, bytes
 * @param free of it, bytes
 */
public record Gpu(
    int index,
    String uuid,
    String name,
    String driver,
    ComputeCapability capability,
    long memory,
    long free) {
  public Gpu {
    Objects.requireNonNull(uuid, "uuid");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(driver, "driver");
    Objects.requireNonNull(capability, "capability");
  }

  /** {@code GPU 0, NVIDIA H100 80GB HBM3 (compute capability 9.0)}. */
  public String title() {
    return "GPU %s, %s (compute capability %s)".formatted(index, name, capability);
  }
}
