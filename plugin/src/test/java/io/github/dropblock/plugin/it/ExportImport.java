package io.github.dropblock.plugin.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dropblock.harness.rundir.CellDirectory;
import io.github.dropblock.harness.rundir.RunDirectory;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Cells trained in two places become one run, which a third one completes. */
public final class ExportImport {
  private ExportImport() {}

  public static void verify(File basedir) throws IOException {
    Path runs = basedir.toPath().resolve("target/dropblock");
    RunDirectory joined = new RunDirectory(runs.resolve("joined"));
    Scenario scenario = new Scenario(basedir);

    assertThat(scenario.log())
        .contains(
            "Archive  " + runs.resolve("here.zip"),
            "Cells    1 finished: alexnet-none-s1",
            "Run      " + joined.path(),
            "Added    1 finished: alexnet-none-s1",
            "Added    1 finished: alexnet-dropout-s1",
            "There    1 the same already: alexnet-dropout-s1",
            "Missing  none: the matrix is complete");
    for (String place : List.of("here", "there")) {
      assertTravelled(new RunDirectory(runs.resolve(place)), joined);
      assertThat(contents(runs.resolve(place + ".zip")))
          .as("paths in %s.zip", place)
          .doesNotContain(basedir.toString())
          .doesNotContain(System.getProperty("user.home") + "/");
    }
    assertThat(cell(joined, "alexnet-dropblock-s1").result())
        .as("what the joined run was completed by")
        .isPresent();
    assertThat(joined.report().resolve("index.html"))
        .content()
        .contains("alexnet-none-s1", "alexnet-dropout-s1", "alexnet-dropblock-s1");

    assertThat(scenario.errors())
        .as("other settings")
        .anyMatch(
            line ->
                line.contains(joined.path() + " holds results of other settings (")
                    && line.contains("protocol.batchSize: 32 there, 16 now"));
    assertThat(scenario.errors())
        .as("what is not an archive")
        .anyMatch(line -> line.contains("pom.xml is not an archive that can be read"));
  }

  private static void assertTravelled(RunDirectory from, RunDirectory to) throws IOException {
    String id = from.run().orElseThrow().matrix().cells().get(0).id();
    for (String file : List.of("result.json", "metrics.csv", "predictions.csv")) {
      assertThat(cell(to, id).path().resolve(file))
          .hasSameBinaryContentAs(cell(from, id).path().resolve(file));
    }
    assertThat(cell(to, id).result().orElseThrow().machine().processor()).isNotBlank();
  }

  private static CellDirectory cell(RunDirectory run, String id) {
    return new CellDirectory(run.path().resolve("cells").resolve(id));
  }

  private static String contents(Path archive) throws IOException {
    StringBuilder contents = new StringBuilder();
    try (ZipFile zip = new ZipFile(archive.toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        contents.append(
            new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    assertThat(Files.size(archive)).as("bytes of %s", archive).isLessThan(100_000);
    return contents.toString();
  }
}
