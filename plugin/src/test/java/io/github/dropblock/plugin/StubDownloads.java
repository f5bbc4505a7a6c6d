package io.github.dropblock.plugin;

import io.github.dropblock.harness.backend.Backend;
import io.github.dropblock.harness.backend.Coordinates;
import io.github.dropblock.harness.backend.CudaLibraries;
import io.github.dropblock.harness.backend.Platform;
import io.github.dropblock.harness.fetch.PublishedData;
import io.github.dropblock.plugin.download.Downloads;
import io.github.dropblock.plugin.download.Jars;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.maven.execution.MavenSession;

/** Keeps what it is asked for. It has all jars of cells and of Spark, and others if given. */
final class StubDownloads implements Downloads, Jars {
  static final Path HARNESS = Path.of("harness.jar");
  static final Path SPARK = Path.of("spark.jar");

  final List<String> asked = new ArrayList<>();
  final Map<Coordinates, Path> others = new HashMap<>();
  boolean empty;

  @Override
  public Jars jars(MavenSession session, Consumer<String> notices) {
    return this;
  }

  @Override
  public void fetch(PublishedData data, Path cache, MavenSession session, Consumer<String> notices)
      throws IOException {
    notices.accept("fetching " + data);
    throw new IOException(data + " can't be obtained for " + cache);
  }

  @Override
  public List<Path> ofCells(Backend backend, CudaLibraries libraries, Platform platform) {
    asked.add("cells: %s, %s, %s".formatted(backend, libraries, platform.classifier()));
    return List.of(HARNESS);
  }

  @Override
  public List<Path> ofSpark(String master, boolean whole) {
    asked.add("Spark for " + master);
    return whole ? List.of(SPARK, HARNESS) : List.of(SPARK);
  }

  @Override
  public Path of(Coordinates coordinates) throws IOException {
    asked.add(coordinates.toString());
    if (!others.containsKey(coordinates)) {
      throw new IOException(coordinates + " can't be obtained");
    }
    return others.get(coordinates);
  }

  @Override
  public boolean has(Coordinates coordinates) {
    return !empty;
  }
}
