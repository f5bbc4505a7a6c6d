package io.github.dropblock.harness.compiled.cuda;

import io.github.dropblock.harness.compiled.Device;
import io.github.dropblock.harness.compiled.Plan;

/** The first NVIDIA GPU that the process sees, by cuDNN, cuBLAS and kernels of our own. */
public final class CudaStepDevice implements Device {
  private final CudaLibraryNames libraries;
  private final boolean tensorFloat32;

  /**
   * @param tensorFloat32 whether what is multiplied may be rounded to 11 bits
   */
  public CudaStepDevice(CudaLibraryNames libraries, boolean tensorFloat32) {
    this.libraries = libraries;
    this.tensorFloat32 = tensorFloat32;
  }

  @Override
  public String description() {
    return "CUDA, cuDNN %d, TensorFloat-32 %s"
        .formatted(
            new CudaLibrary(libraries.cudnn()).ask("cudnnGetVersion"),
            tensorFloat32 ? "allowed" : "off");
  }

  @Override
  public CudaRunning load(Plan plan) {
    return new CudaRunning(plan, new GpuContext(libraries, tensorFloat32));
  }
}
