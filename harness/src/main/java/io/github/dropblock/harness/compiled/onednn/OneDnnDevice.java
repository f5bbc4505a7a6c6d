package io.github.dropblock.harness.compiled.onednn;

import static org.bytedeco.dnnl.global.dnnl.*;

import io.github.dropblock.harness.compiled.Device;
import io.github.dropblock.harness.compiled.Plan;
import io.github.dropblock.harness.compiled.Running;

/**
 * The CPU, by oneDNN. The instructions that it may use are capped by {@code ONEDNN_MAX_CPU_ISA}.
 */
public final class OneDnnDevice implements Device {
  private final int threads;

  /**
   * @param threads for what Java does itself; oneDNN's own come from {@code OMP_NUM_THREADS}
   */
  public OneDnnDevice(int threads) {
    this.threads = threads;
  }

  @Override
  public String description() {
    var version = dnnl_version();
    return "oneDNN %s.%s.%s, %s"
        .formatted(version.major(), version.minor(), version.patch(), instructions());
  }

  /** What oneDNN takes the processor for, under the cap. */
  public String instructions() {
    return (dnnl_get_effective_cpu_isa() & dnnl_cpu_isa_avx512_core) == dnnl_cpu_isa_avx512_core
        ? "AVX-512"
        : (dnnl_get_effective_cpu_isa() & dnnl_cpu_isa_avx2) == dnnl_cpu_isa_avx2
            ? "AVX2"
            : "less than AVX2";
  }

  @Override
  public Running load(Plan plan) {
    return new OneDnnRunning(plan, threads, false);
  }

  /** Where gradients can be looked at after a step. */
  static OneDnnRunning loadKeepingGradients(Plan plan) {
    return new OneDnnRunning(plan, 1, true);
  }
}
