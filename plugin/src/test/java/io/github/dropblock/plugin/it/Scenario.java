package io.github.dropblock.plugin.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dropblock.harness.rundir.CellDirectory;
import io.github.dropblock.harness.rundir.RunDirectory;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What a build in {@code src/it} left behind. */
record Scenario(Path folder) {
  Scenario(File basedir) {
    this(basedir.toPath());
  }

  /** What Maven printed, over all its invocations. */
  String log() {
    try {
      return Files.readString(folder.resolve("build.log"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The lines of the log that tell an error, without their mark. */
  List<String> errors() {
    return log()
        .lines()
        .filter(line -> line.startsWith("[ERROR] "))
        .map(l -> l.substring(8))
        .toList();
  }

  /** The only run directory below the folder, wherever it is. */
  RunDirectory run() {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> runs = files.filter(file -> file.endsWith("run.json")).toList();
      assertThat(runs).as("run directories").hasSize(1);
      return new RunDirectory(runs.get(0).getParent());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A cell of the run, by its folder's name. */
  CellDirectory cell(String id) {
    return new CellDirectory(run().path().resolve("cells").resolve(id));
  }

  void assertFinished(String... cells) throws IOException {
    for (String id : cells) {
      CellDirectory cell = cell(id);
      assertThat(cell.result()).as("result of %s", id).isPresent();
      assertThat(cell.predictions())
          .as("test images of %s", id)
          .hasSize(cell.result().orElseThrow().testImages());
    }
  }

  void assertReported() {
    assertThat(run().report().resolve("index.html")).isNotEmptyFile();
    assertThat(run().report().resolve("summary.md")).isNotEmptyFile();
    assertThat(run().report().resolve("junit.xml")).isNotEmptyFile();
    assertThat(run().report().resolve("results.json")).isNotEmptyFile();
  }
}
