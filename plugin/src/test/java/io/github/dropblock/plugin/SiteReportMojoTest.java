package io.github.dropblock.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.dropblock.harness.rundir.RunDirectory;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.apache.maven.reporting.MavenReportException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** As the site plugin calls it: not by execute. */
class SiteReportMojoTest {
  @TempDir Path project;

  private RunDirectory quick;

  @BeforeEach
  void run() throws IOException {
    quick = Invocation.run(project, "quick");
  }

  /** Reports that are asked for are "rendered". */
  private Invocation<SiteReportMojo> site() {
    return new Invocation<>(
        new SiteReportMojo(
            new StubMachine(),
            new UnusedRuns() {
              @Override
              public Path report(RunDirectory run, Optional<Path> templates) {
                assertThat(templates).isEmpty();
                return write(run, "rendered");
              }
            }),
        project);
  }

  private static Path write(RunDirectory run, String page) {
    try {
      Files.createDirectories(run.report());
      return Files.writeString(run.report().resolve("index.html"), page);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private File page() {
    return project.resolve("target/site/dropblock/index.html").toFile();
  }

  @Test
  void aSiteHasThePageAsItIs() throws Exception {
    write(quick, "written before");
    SiteReportMojo goal = site().set();

    assertThat(goal.canGenerateReport()).isTrue();
    goal.generate(null, Locale.ROOT);
    assertThat(page()).hasContent("written before");
  }

  @Test
  void aPageThatIsNotThereIsRendered() throws Exception {
    site().set().generate(null, Locale.ROOT);

    assertThat(page()).hasContent("rendered");
  }

  @Test
  void itDoesTheSameAsAGoal() throws Exception {
    site().execute();

    assertThat(page()).hasContent("rendered");
  }

  @Test
  void aSkippedOneHasNone() throws Exception {
    Invocation<SiteReportMojo> skipped = site().with("skip", true);

    assertThat(skipped.set().canGenerateReport()).isFalse();
    skipped.set().generate(null, Locale.ROOT);
    skipped.execute();
    assertThat(page()).doesNotExist();
  }

  @Test
  void aProjectWithoutARunHasNone() {
    SiteReportMojo goal = site().with("run", "none").set();

    assertThat(goal.canGenerateReport()).isFalse();
    assertThatExceptionOfType(MavenReportException.class)
        .isThrownBy(() -> goal.generate(null, Locale.ROOT))
        .withMessageStartingWith("no run in ");
  }

  @Test
  void aMisspeltParameterIsToldHereToo() {
    assertThatExceptionOfType(MavenReportException.class)
        .isThrownBy(() -> site().with("runs directory", "x").set().generate(null, Locale.ROOT))
        .withMessageStartingWith("there is no parameter -Ddropblock.runs directory; did you mean");
  }
}
