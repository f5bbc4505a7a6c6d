package io.github.dropblock.harness.backend;

import java.util.Objects;

/**
 * A GPU of this machine, as NVIDIA's driver describes it, or an instance of one that is divided
 * (MIG).
 *
 * @param index as nvidia-smi counts, from 0; instances have their GPU's
 * @param uuid what names it to CUDA, whatever else is plugged in
 * @param driver version of NVIDIA's driver
 * @param memory in all, bytes; 0 where the driver doesn't say
 * @param free of it, bytes; 0 where the driver doesn't say
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

  /** Whether the driver says how much memory there is. */
  public boolean memoryKnown() {
    return memory > 0;
  }

  /** {@code GPU 0, NVIDIA H100 80GB HBM3 (compute capability 9.0)}. */
  public String title() {
    return "GPU %s, %s (compute capability %s)".formatted(index, name, capability);
  }
}
