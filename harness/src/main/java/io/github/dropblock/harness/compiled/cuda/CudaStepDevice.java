package io.github.dropblock.harness.compiled.cuda;

import io.github.dropblock.harness.compiled.Device;
import io.github.dropblock.harness.compiled.Plan;

/** The first NVIDIA GPU that the process sees, by cuDNN, cuBLAS and kernels of our own. */
public final class CudaStepDevice implements Device {
  private final CudaLibraryNames libraries;
  private final Precision precision;
  private final long most;

  /**
   * @param precision how exactly is multiplied
   * @param most of the GPU's memory that a plan's arrays may take, bytes
   */
  public CudaStepDevice(CudaLibraryNames libraries, Precision precision, long most) {
    this.libraries = libraries;
    this.precision = precision;
    this.most = most;
  }

  /**
   * Tries the GPU and all libraries.
   *
   * @throws IllegalStateException if one of them refuses
   * @throws UnsatisfiedLinkError if one can't be loaded
   */
  @Override
  public String description() {
    try (GpuContext gpu = open()) {
      return gpu.description();
    }
  }

  @Override
  public CudaRunning load(Plan plan) {
    return new CudaRunning(plan, open());
  }

  private GpuContext open() {
    return new GpuContext(libraries, precision, most);
  }
}
