package io.github.dropblock.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dropblock.harness.rundir.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportMojoTest {
  @TempDir Path project;

  private final List<Object> exported = new ArrayList<>();
  private RunDirectory quick;

  @BeforeEach
  void run() throws IOException {
    quick = Invocation.run(project, "quick");
  }

  private Invocation<ExportMojo> export() {
    return new Invocation<>(
        new ExportMojo(
            new StubMachine(),
            new UnusedRuns() {
              @Override
              public List<String> export(RunDirectory run, Path archive, boolean checkpoints) {
                exported.addAll(List.of(run, archive, checkpoints));
                return List.of("Archive  there", "Cells    2 finished");
              }
            }),
        project);
  }

  @Test
  void theArchiveLiesBesideTheRunAndHasNoWeights() throws Exception {
    assertThat(export().execute())
        .containsExactly("INFO Archive  there", "INFO Cells    2 finished");
    assertThat(exported).containsExactly(quick, quick.path().resolveSibling("quick.zip"), false);
  }

  @Test
  void theArchiveMayLieElsewhereAndHoldWeights() throws Exception {
    Path archive = project.resolve("to send/run.zip");

    export().with("archive", archive).with("checkpoints", true).execute();

    assertThat(exported).containsExactly(quick, archive, true);
  }

  @Test
  void anArchiveThatCannotBeWrittenIsRefused() throws IOException {
    Path file = Files.createFile(project.resolve("file"));

    assertThat(export().with("archive", file.resolve("run.zip")).failure())
        .contains(file + " is not a folder; choose another (-Ddropblock.archive=");
    assertThat(exported).isEmpty();
  }

  @Test
  void withoutARunThereIsNothingToExport() {
    assertThat(export().with("run", "none").failure()).startsWith("no run in ");
    assertThat(exported).isEmpty();
  }
}
