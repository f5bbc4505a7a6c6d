package io.github.dropblock.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dropblock.harness.compare.Contender;
import io.github.dropblock.harness.rundir.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareMojoTest {
  @TempDir Path project;

  private final List<Object> compared = new ArrayList<>();
  private Path runs;

  @BeforeEach
  void folder() {
    runs = project.resolve("target/dropblock");
  }

  private Invocation<CompareMojo> compare() {
    return new Invocation<>(
        new CompareMojo(
            new StubMachine(),
            new UnusedRuns() {
              @Override
              public Path compare(List<Contender> runs, Path folder, Optional<Path> templates) {
                compared.addAll(List.of(runs, folder, templates));
                return folder.resolve("page");
              }
            }),
        project);
  }

  private Contender named(String name) {
    return new Contender(name, new RunDirectory(runs.resolve(name)));
  }

  @Test
  void runsAreComparedInTheirOrderBesideThem() throws Exception {
    assertThat(compare().with("runs", "second, first").execute())
        .containsExactly("INFO Comparison: " + runs.resolve("comparison/page"));
    assertThat(compared)
        .containsExactly(
            List.of(named("second"), named("first")), runs.resolve("comparison"), Optional.empty());
  }

  @Test
  void aRunElsewhereIsNamedByItsPathInTheProject() throws Exception {
    Files.createDirectories(project.resolve("accepted/run"));

    compare().with("runs", "first,accepted/run").execute();

    assertThat(compared.get(0))
        .isEqualTo(
            List.of(
                named("first"),
                new Contender("accepted/run", new RunDirectory(project.resolve("accepted/run")))));
  }

  @Test
  void folderAndTemplatesAreTheUsers() throws Exception {
    Path templates = Files.createDirectories(project.resolve("templates"));

    compare()
        .with("runs", "first,second")
        .with("comparison", project.resolve("page of both"))
        .with("templates", templates)
        .execute();

    assertThat(compared.subList(1, 3))
        .containsExactly(project.resolve("page of both"), Optional.of(templates));
  }

  @Test
  void aPathThatLeadsNowhereIsRefused() {
    assertThat(compare().with("runs", "first,gone/run").failure())
        .startsWith("no such file or folder: ")
        .endsWith("(-Ddropblock.runs=" + project.resolve("gone/run") + ")");
    assertThat(compared).isEmpty();
  }

  @Test
  void aFolderThatCannotBeMadeIsRefused() throws IOException {
    Path file = Files.createFile(project.resolve("file"));

    assertThat(compare().with("runs", "a,b").with("comparison", file.resolve("page")).failure())
        .contains(file + " is not a folder; choose another (-Ddropblock.comparison=");
    assertThat(compared).isEmpty();
  }

  /** The harness says how many are needed. */
  @Test
  void withoutRunsNoneAreHandedOn() throws Exception {
    compare().execute();

    assertThat(compared.get(0)).isEqualTo(List.of());
  }
}
