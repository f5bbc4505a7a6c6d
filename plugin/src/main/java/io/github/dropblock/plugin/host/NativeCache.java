package io.github.dropblock.plugin.host;

import io.github.dropblock.harness.files.ExecutableFolder;
import io.github.dropblock.harness.files.TrustedFolder;
import io.github.dropblock.plugin.parameters.Parameters;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What of the cache is run by the cells, or believed: native libraries, prepared kernels and
 * pretrained weights.
 *
 * @param cache the cache folder
 * @param trusted whether the user takes it as it is, whoever can write to it
 */
public record NativeCache(Path cache, boolean trusted) {

  /** Where native libraries are unpacked. */
  public static Path unpacked(Path cache) {
    return cache.resolve("javacpp");
  }

  /**
   * Looks at it before anything of it is used.
   *
   * @return what the user should know, in lines
   * @throws IllegalArgumentException if somebody else could have put code there, or nothing there
   *     can be run
   */
  public List<String> warnings() throws IOException {
    TrustedFolder.AccessFindings found =
        new TrustedFolder(
                cache, List.of(unpacked(cache), cache.resolve("cuda"), cache.resolve("weights")))
            .look();
    List<String> warnings = new ArrayList<>();
    for (String refused : found.refused()) {
      if (!trusted) {
        throw new IllegalArgumentException(
            "%s, and native code and weights from %s are used unseen; fix that, choose another %s, or take the folder as it is with %s=true"
                .formatted(
                    refused, cache, Parameters.flag("cache"), Parameters.flag("trustCache")));
      }
      warnings.add(refused + "; it is used all the same, as " + trust());
    }
    found
        .doubtful()
        .forEach(
            doubtful ->
                warnings.add(
                    doubtful
                        + "; whoever that is can run code as you, through the cache's libraries"));
    if (!new ExecutableFolder(unpacked(cache)).runs()) {
      throw new IllegalArgumentException(
          "nothing can be run from %s (its file system may be mounted noexec), and the cells' native libraries are unpacked there; choose another %s"
              .formatted(unpacked(cache), Parameters.flag("cache")));
    }
    return warnings;
  }

  private static String trust() {
    return Parameters.flag("trustCache") + "=true says so";
  }
}
