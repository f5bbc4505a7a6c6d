package io.github.dropblock.harness.backend;

/** GPUs as nvidia-smi describes them. */
public final class Gpus {
  private Gpus() {}

  /** One with 16 GiB, 15 of them free. */
  public static Gpu gpu(int index, String name, String capability) {
    return new Gpu(
        index,
        "GPU-" + index,
        name,
        "535.1",
        ComputeCapability.parse(capability),
        16L << 30,
        15L << 30);
  }
}
