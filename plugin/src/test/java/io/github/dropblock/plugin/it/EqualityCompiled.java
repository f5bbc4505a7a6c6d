package io.github.dropblock.plugin.it;

import io.github.dropblock.harness.backend.CudaLibraries;
import io.github.dropblock.harness.backend.StepCuda;
import java.io.File;
import java.io.IOException;

/** {@link Equality}, of compiled steps. */
public final class EqualityCompiled {
  private EqualityCompiled() {}

  /** Whether there is a GPU to compare them on; else prints why not. */
  public static boolean possible(File basedir) {
    return Equality.possible(
        basedir, gpu -> StepCuda.problem(gpu, CudaLibraries.DOWNLOAD, StepCuda.DOWNLOADED));
  }

  public static void verify(File basedir) throws IOException, InterruptedException {
    Equality.verify(basedir, "compiled steps by NVIDIA ");
  }
}
