package io.github.dropblock.plugin.it;

import io.github.dropblock.harness.backend.CudaLibraries;
import io.github.dropblock.harness.backend.InstalledCuda;
import io.github.dropblock.harness.backend.StepCuda;
import java.io.File;
import java.io.IOException;

/** {@link Equality}, of compiled steps. */
public final class EqualityCompiled {
  private EqualityCompiled() {}

  /**
   * Whether there is a GPU to compare them on; else prints why not.
   *
   * @param cudaLibraries as the parameter of that name has it
   */
  public static boolean possible(File basedir, String cudaLibraries) {
    CudaLibraries libraries = CudaLibraries.parse(cudaLibraries);
    int version =
        libraries == CudaLibraries.INSTALLED
            ? InstalledCuda.findForSteps().version()
            : StepCuda.DOWNLOADED;
    return Equality.possible(basedir, gpu -> StepCuda.problem(gpu, libraries, version));
  }

  public static void verify(File basedir) throws IOException, InterruptedException {
    Equality.verify(basedir, "compiled steps by ");
  }
}
