package io.github.dropblock.harness.compiled.cuda;

import io.github.dropblock.harness.compiled.UpdateRule;

/** One kernel that changes all that is trained. */
final class OptimizerLaunch {
  private OptimizerLaunch() {}

  /**
   * @param step where the GPU reads the corrected rate
   */
  static void queue(GpuContext gpu, Trained weights, UpdateRule optimizer, long step) {
    long count = weights.trained();
    long w = weights.all(0);
    long g = weights.gradients();
    long first = weights.all(1);
    long second = weights.all(2);
    StepKernels kernels = gpu.kernels;
    if (optimizer instanceof UpdateRule.ZeilersAdaDelta one) {
      kernels.launch("ada_delta", count, w, g, first, second, count, one.rho(), one.epsilon());
    } else if (optimizer instanceof UpdateRule.RmsProp one) {
      kernels.launch("rms_prop", count, w, g, first, count, one.rate(), one.decay(), one.epsilon());
    } else if (optimizer instanceof UpdateRule.AdaMax one) {
      kernels.launch(
          "ada_max",
          count,
          w,
          g,
          first,
          second,
          count,
          (float) one.beta1(),
          (float) (1 - one.beta1()),
          (float) one.beta2(),
          one.epsilon(),
          step);
    } else if (optimizer instanceof UpdateRule.KingmasAdam one) {
      kernels.launch(
          "adam",
          count,
          w,
          g,
          first,
          second,
          count,
          (float) one.beta1(),
          (float) (1 - one.beta1()),
          (float) one.beta2(),
          (float) (1 - one.beta2()),
          one.epsilon(),
          step);
    } else {
      throw new IllegalArgumentException("CUDA's device knows no " + optimizer);
    }
  }
}
