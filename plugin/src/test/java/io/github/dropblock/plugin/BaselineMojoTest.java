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

class BaselineMojoTest {
  @TempDir Path project;

  private final List<Object> accepted = new ArrayList<>();
  private RunDirectory quick;

  @BeforeEach
  void run() throws IOException {
    quick = Invocation.run(project, "quick");
  }

  private Invocation<BaselineMojo> baseline() {
    return new Invocation<>(
        new BaselineMojo(
            new StubMachine(),
            new UnusedRuns() {
              @Override
              public int accept(RunDirectory run, Path baseline) {
                accepted.addAll(List.of(run, baseline));
                return 9;
              }
            }),
        project);
  }

  @Test
  void saysHowManyCellsWentIntoWhichFile() throws Exception {
    Path file = project.resolve("kept/../accepted.json");

    assertThat(baseline().with("baseline", file).execute())
        .containsExactly("INFO Baseline of 9 cells: " + project.resolve("accepted.json"));
    assertThat(accepted).containsExactly(quick, project.resolve("accepted.json"));
  }

  @Test
  void aFileMustBeNamed() {
    assertThat(baseline().failure())
        .isEqualTo("no file to write; name one with -Ddropblock.baseline=FILE");
    assertThat(accepted).isEmpty();
  }

  @Test
  void aFileWhereNoneCanBeWrittenIsRefusedBeforeTheRunIsRead() throws IOException {
    Path file = Files.createFile(project.resolve("file"));

    assertThat(baseline().with("run", "none").with("baseline", file.resolve("b.json")).failure())
        .contains(file + " is not a folder; choose another (-Ddropblock.baseline=");
  }
}
