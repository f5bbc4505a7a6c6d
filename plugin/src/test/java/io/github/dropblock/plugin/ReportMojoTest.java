package io.github.dropblock.plugin;

import static org.assertj.core.api.Assertions.assertThat;

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

/** Also what all goals do that read a run. */
class ReportMojoTest {
  @TempDir Path project;

  private final List<Object> asked = new ArrayList<>();
  private RunDirectory quick;

  @BeforeEach
  void run() throws IOException {
    quick = Invocation.run(project, "quick");
  }

  private Invocation<ReportMojo> report() {
    return new Invocation<>(
        new ReportMojo(
            new StubMachine(),
            new UnusedRuns() {
              @Override
              public Path report(RunDirectory run, Optional<Path> templates) {
                asked.addAll(List.of(run, templates));
                return run.path().resolve("page");
              }
            }),
        project);
  }

  @Test
  void saysWhereThePageIs() throws Exception {
    assertThat(report().execute()).containsExactly("INFO Report: " + quick.path().resolve("page"));
    assertThat(asked).containsExactly(quick, Optional.empty());
  }

  @Test
  void aRunBearsItsProfilesNameUnlessItHasOneOfItsOwn() throws Exception {
    RunDirectory smoke = Invocation.run(project, "smoke");
    RunDirectory first = Invocation.run(project, "first");

    report().with("profile", "smoke").execute();
    report().with("profile", "smoke").with("run", "first").execute();

    assertThat(asked).containsExactly(smoke, Optional.empty(), first, Optional.empty());
  }

  @Test
  void ownTemplatesAreHandedOn() throws Exception {
    Path templates = Files.createDirectories(project.resolve("templates"));

    report().with("templates", templates).execute();

    assertThat(asked).containsExactly(quick, Optional.of(templates));
  }

  @Test
  void aFolderOfTemplatesThatIsNotThereIsRefused() {
    assertThat(report().with("templates", project.resolve("none")).failure())
        .startsWith("no such file or folder: ")
        .contains("(-Ddropblock.templates=");
    assertThat(asked).isEmpty();
  }

  @Test
  void withoutARunTheWayToOneIsTold() {
    assertThat(report().with("run", "other").failure())
        .isEqualTo(
            "no run in "
                + quick.path().resolveSibling("other")
                + "; run dropblock:reproduce first, or name another run with -Ddropblock.run");
    assertThat(asked).isEmpty();
  }

  /** Whoever made the run may have it read, and written over, what lies elsewhere. */
  @Test
  void aRunWithALinkInItIsRefused() throws Exception {
    Path elsewhere = Files.createDirectories(project.resolve("elsewhere"));
    Files.createSymbolicLink(quick.path().resolve("report"), elsewhere);

    assertThat(report().failure()).contains(quick.path().resolve("report").toString());
    assertThat(asked).isEmpty();
  }
}
