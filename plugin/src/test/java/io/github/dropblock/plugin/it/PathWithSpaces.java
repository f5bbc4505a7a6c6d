package io.github.dropblock.plugin.it;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A run lives in folders whose names have spaces and letters beyond ASCII. */
public final class PathWithSpaces {
  private PathWithSpaces() {}

  public static void verify(File basedir) throws IOException {
    Scenario scenario = new Scenario(basedir);

    scenario.assertFinished("alexnet-dropout-dropblock-s1");
    scenario.assertReported();
    deleteRuns(basedir.toPath().resolve("target"));
  }

  /** A later build under a locale of ASCII could not: only this way do names stay as they are. */
  private static void deleteRuns(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
