package io.github.dropblock.plugin;

import io.github.dropblock.harness.backend.ComputeCapability;
import io.github.dropblock.harness.backend.CudaArtifacts;
import io.github.dropblock.harness.backend.CudaKernels;
import io.github.dropblock.harness.backend.Gpu;
import io.github.dropblock.harness.backend.NvidiaDriver;
import io.github.dropblock.harness.backend.PreparedKernels;
import io.github.dropblock.harness.fatbin.KernelPreparation;
import io.github.dropblock.harness.fatbin.PtxCompiler;
import io.github.dropblock.plugin.download.Downloads;
import io.github.dropblock.plugin.download.Jars;
import io.github.dropblock.plugin.download.KernelCompilers;
import io.github.dropblock.plugin.host.HostMachine;
import io.github.dropblock.plugin.host.HostResources;
import io.github.dropblock.plugin.host.NativeCache;
import io.github.dropblock.plugin.parameters.Parameters;
import io.github.dropblock.plugin.parameters.Paths;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Compiles ND4J's CUDA kernels for GPUs newer than they are (compute capability 9.0), once, with
 * the CUDA toolkit's {@code ptxas} or, where there is none, with a library of CUDA's that is
 * fetched (2.0 GB), and keeps them in the cache, where {@code reproduce} finds them. Interrupted,
 * it goes on where it stopped. Needs no GPU if the compute capability is given.
 */
@Mojo(name = "prepare-gpu", requiresProject = false, aggregator = true, threadSafe = true)
public class PrepareGpuMojo extends DropBlockMojo {

  /** Folder of decoded photos and pretrained weights, shared by all runs. */
  @Parameter(property = "dropblock.cache", defaultValue = "${user.home}/.cache/dropblock")
  private File cache;

  /**
   * Uses native code and weights from {@code dropblock.cache} even if others could have written
   * them.
   */
  @Parameter(property = "dropblock.trustCache", defaultValue = "false")
  private boolean trustCache;

  /** NVIDIA GPUs to use: {@code all}, or their numbers in nvidia-smi, such as {@code 0,2}. */
  @Parameter(property = "dropblock.gpus", defaultValue = "all")
  private String gpus;

  /** Compute capability to compile for, such as {@code 9.0}. The default is the GPUs' own. */
  @Parameter(property = "dropblock.computeCapability")
  private String computeCapability;

  /**
   * The compiler. The default is the {@code ptxas} on the PATH or in {@code /usr/local/cuda}, else
   * CUDA's nvJitLink from Maven Central; {@code none} takes that in any case.
   */
  @Parameter(property = "dropblock.ptxas")
  private String ptxas;

  private final Downloads downloads;

  @Inject
  PrepareGpuMojo(HostMachine machine, Downloads downloads) {
    super(machine);
    this.downloads = downloads;
  }

  @Override
  boolean goesOn() {
    return true;
  }

  @Override
  void perform() throws IOException, InterruptedException {
    Path folder = Paths.writable("cache", cache.toPath());
    new NativeCache(folder, trustCache).warnings().forEach(getLog()::warn);
    PreparedKernels prepared = new PreparedKernels(folder);
    Collection<ComputeCapability> wanted = wanted();
    if (wanted.isEmpty()) {
      getLog().info("Nothing to do: ND4J's kernels run on these GPUs as they are.");
      return;
    }
    Jars jars = downloads.jars(session(), getLog()::info);
    PtxCompiler compiler = new KernelCompilers(machine(), jars, folder).choose(ptxas);
    Path jar = jars.of(CudaArtifacts.kernels());
    HostResources resources = machine().resources();
    KernelPreparation preparation =
        new KernelPreparation(
            compiler,
            KernelPreparation.threads(resources.cores(), resources.memory(), compiler),
            getLog()::info);
    for (ComputeCapability gpu : wanted) {
      Path made = preparation.prepare(jar, CudaArtifacts.kernelsEntry(), gpu, prepared);
      getLog().info("Kernels for compute capability %s: %s".formatted(gpu, made));
    }
  }

  private Collection<ComputeCapability> wanted() {
    if (computeCapability != null) {
      return List.of(
          Parameters.checked(
              "computeCapability",
              computeCapability,
              () -> ComputeCapability.parse(computeCapability)));
    }
    NvidiaDriver driver = Parameters.checked("gpus", gpus, () -> machine().gpus().only(gpus));
    if (driver.gpus().isEmpty()) {
      throw new IllegalArgumentException(
          "%s; or name what to compile for with %s=9.0"
              .formatted(driver.problem(), Parameters.flag("computeCapability")));
    }
    return driver.gpus().stream()
        .map(Gpu::capability)
        .filter(gpu -> !CudaKernels.RELEASED.runsOn(gpu))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
