package io.github.dropblock.plugin.download;

import io.github.dropblock.harness.backend.CudaArtifacts;
import io.github.dropblock.harness.backend.CudaFolders;
import io.github.dropblock.harness.backend.StepCuda;
import io.github.dropblock.harness.files.AtomicFile;
import io.github.dropblock.harness.files.ZipMember;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * CUDA's libraries for compiled steps, out of Maven Central's into the cache.
 *
 * @param cache folder shared by all runs
 */
public record StepLibraries(Path cache) {
  private static final Pattern NAMES = Pattern.compile("lib\\w.*\\.so\\..*");

  private Path folder() {
    return StepCuda.folder(cache);
  }

  /** Whether nothing of it has to be fetched. */
  public boolean unpacked() {
    return ZipMember.areUnpacked(StepCuda.entries(), folder());
  }

  /**
   * Fetches and unpacks what isn't there.
   *
   * @param jars where the jar is obtained from
   * @param notices hears what takes a while
   * @throws IOException in a line, if it can't be obtained or written
   */
  public CudaFolders unpack(Jars jars, Consumer<String> notices) throws IOException {
    // Even where all is there: what a killed run left was too young when the next one unpacked.
    AtomicFile.removeAbandonedParts(folder(), NAMES);
    if (!unpacked()) {
      Path jar = jars.of(CudaArtifacts.cuda12Libraries());
      notices.accept("Unpacking CUDA's libraries into " + folder() + ", once: 1.3 GB.");
      ZipMember.unpack(jar, StepCuda.entries(), folder());
    }
    return new CudaFolders(StepCuda.DOWNLOADED, List.of(folder()));
  }
}
