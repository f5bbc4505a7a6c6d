package io.github.dropblock.plugin.download;

import io.github.dropblock.harness.backend.ArtifactVersions;
import io.github.dropblock.harness.backend.Backend;
import io.github.dropblock.harness.backend.Coordinates;
import io.github.dropblock.harness.backend.CudaLibraries;
import io.github.dropblock.harness.backend.Platform;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The jars that JVMs of this project's need besides the plugin's own. Those that are missing are
 * downloaded when they are asked for.
 */
public interface Jars {
  /**
   * What a cell's JVM runs on: the harness with the DL4J that the plugin does without, and one
   * backend's libraries for one platform.
   *
   * @throws IOException in a line, if something can't be found or downloaded
   */
  List<Path> ofCells(Backend backend, CudaLibraries libraries, Platform platform)
      throws IOException;

  /**
   * What a Spark driver needs, and no cell.
   *
   * @param whole with the harness, else Spark alone
   * @throws IOException in a line, if something can't be found or downloaded
   */
  List<Path> ofSpark(String master, boolean whole) throws IOException;

  /**
   * One jar alone.
   *
   * @throws IOException in a line, if it can't be found or downloaded
   */
  Path of(Coordinates coordinates) throws IOException;

  /** Whether a jar is there already, so that nothing has to be downloaded. */
  boolean has(Coordinates coordinates);

  /** The harness of this plugin's version. */
  static Coordinates harness() {
    return new Coordinates(
        "io.github.dropblock", "dropblock-harness", "", ArtifactVersions.current().dropblock());
  }
}
