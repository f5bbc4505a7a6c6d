package io.github.dropblock.plugin.download;

import io.github.dropblock.harness.backend.ArtifactVersions;
import io.github.dropblock.harness.backend.CudaArtifacts;
import io.github.dropblock.harness.fatbin.NvJitLink;
import io.github.dropblock.harness.fatbin.PtxCompiler;
import io.github.dropblock.harness.fatbin.Ptxas;
import io.github.dropblock.plugin.host.HostMachine;
import io.github.dropblock.plugin.parameters.Paths;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What compiles CUDA kernels.
 *
 * @param machine whose toolkit may have a compiler
 * @param jars where CUDA's libraries are obtained from
 * @param cache folder to unpack one of them into
 */
public record KernelCompilers(HostMachine machine, Jars jars, Path cache) {
  private static final String NONE = "none";

  /**
   * @param ptxas the program, {@code none}, or null for what is there
   * @throws IOException in a line, if the program doesn't run, or CUDA's libraries can't be
   *     obtained
   */
  public PtxCompiler choose(String ptxas) throws IOException {
    if (ptxas != null && !ptxas.equals(NONE)) {
      return Ptxas.of(Paths.file("ptxas", Path.of(ptxas)));
    }
    Optional<Ptxas> toolkits = ptxas == null ? machine.ptxas() : Optional.empty();
    return toolkits.isPresent() ? toolkits.get() : nvJitLink();
  }

  private PtxCompiler nvJitLink() throws IOException {
    String version = ArtifactVersions.current().cuda12();
    return NvJitLink.unpack(
        jars.of(CudaArtifacts.cuda12Libraries()),
        cache.resolve("cuda").resolve("nvJitLink"),
        version.substring(0, version.indexOf('-')),
        jars.of(Jars.harness()),
        jars.of(CudaArtifacts.jna()));
  }
}
