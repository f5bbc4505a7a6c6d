package io.github.dropblock.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DropBlockMojoTest {
  @TempDir Path project;

  private final StubMachine machine = new StubMachine();

  @Test
  void aBadParameterFailsTheBuildInItsOwnWords() {
    assertThatExceptionOfType(MojoFailureException.class)
        .isThrownBy(goal(() -> new IllegalArgumentException("width is 2"))::execute)
        .withMessage("width is 2");
  }

  @Test
  void aFileProblemFailsTheBuildInItsOwnWords() {
    assertThatExceptionOfType(MojoFailureException.class)
        .isThrownBy(goal(() -> new IOException("photos.zip holds no photos"))::execute)
        .withMessage("photos.zip holds no photos");
  }

  /** Maven adds the messages of causes to the line, where -e shows all of them anyway. */
  @Test
  void whatALibrarySaidOfItIsNoPartOfTheLine() {
    IOException problem =
        new IOException("run.json is damaged", new IOException("Illegal character (CTRL-CHAR)"));

    assertThatExceptionOfType(MojoFailureException.class)
        .isThrownBy(goal(() -> problem)::execute)
        .withNoCause()
        .satisfies(told -> assertThat(told.getSuppressed()).containsExactly(problem));
  }

  @Test
  void aLackOfPermissionIsToldWithWhatToDo() {
    assertThatExceptionOfType(MojoFailureException.class)
        .isThrownBy(goal(() -> new AccessDeniedException("/runs"))::execute)
        .withMessageStartingWith("no permission for /runs; ")
        .withMessageContaining("-Ddropblock.runDirectory");
  }

  @Test
  void aMissingFileIsTold() {
    assertThatExceptionOfType(MojoFailureException.class)
        .isThrownBy(goal(() -> new NoSuchFileException("/runs/split.csv"))::execute)
        .withMessage("no such file or folder: /runs/split.csv");
  }

  @Test
  void aDefectIsAnError() {
    assertThatExceptionOfType(MojoExecutionException.class)
        .isThrownBy(goal(() -> new IllegalStateException("impossible"))::execute)
        .withMessageContaining("A defect of the plugin")
        .withMessageContaining("impossible");
  }

  @Test
  void anInterruptionStaysVisible() {
    assertThatExceptionOfType(MojoFailureException.class)
        .isThrownBy(goal(InterruptedException::new)::execute)
        .withMessageContaining("go on where it stopped");
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void aSkippedGoalDoesNothing() throws Exception {
    assertThat(report().with("skip", true).with("Seeds", 1).execute())
        .containsExactly("INFO Skipped: dropblock.skip is true.");
  }

  @Test
  void withTooFewOpenFilesNothingIsBegun() {
    machine.openFiles = OptionalLong.of(64);

    assertThat(report().failure()).startsWith("only 64 files may be open at a time");
  }

  @Test
  void misspeltParametersAreRefused() {
    assertThat(report().with("Seeds", 1).with("epoch", 2).failure())
        .isEqualTo(
            "there is no parameter -Ddropblock.Seeds; did you mean -Ddropblock.seeds?"
                + " there is no parameter -Ddropblock.epoch; did you mean -Ddropblock.epochs?"
                + " dropblock:help -Ddetail lists them");
  }

  @Test
  void aParameterOfAnotherGoalIsLetBe() {
    assertThat(report().with("seeds", 3).failure()).startsWith("no run in ");
  }

  @Test
  void anEmptyParameterIsRefused() {
    assertThat(report().with("runDirectory", "").failure())
        .isEqualTo("-Ddropblock.runDirectory is empty; give it a value, or leave it out");
  }

  @Test
  void runsAreInTheFolderThatIsNamed() {
    assertThat(report().with("runDirectory", "all runs").with("run", "first").failure())
        .startsWith("no run in " + project.resolve("all runs/first") + ";");
  }

  /** Such a name would reach files that are no run's. */
  @ParameterizedTest
  @ValueSource(strings = {"..", "../elsewhere", "a/b", "/tmp", "."})
  void aRunsNameIsThatOfOneFolder(String name) {
    assertThat(report().with("run", name).failure())
        .isEqualTo(
            "the run's name must be that of one folder; the folder around it is set by"
                + " -Ddropblock.runDirectory (-Ddropblock.run=%s)",
            name);
  }

  private Invocation<ReportMojo> report() {
    return new Invocation<>(new ReportMojo(machine, new UnusedRuns()), project);
  }

  /** They say so to who stops them. */
  @Test
  void goalsWhoseCommandGoesOnWhereItStopped() {
    assertThat(
            List.of(
                new PrepareMojo(null, null),
                new ImportMojo(null, null),
                new PretrainMojo(null, null, null),
                new ReproduceMojo(null, null, null, null),
                new PrepareGpuMojo(null, null)))
        .allMatch(DropBlockMojo::goesOn);
    assertThat(
            List.of(
                new BaselineMojo(null, null),
                new BenchMojo(null, null, null),
                new CompareMojo(null, null),
                new DoctorMojo(null, null),
                new ExportMojo(null, null),
                new ReportMojo(null, null),
                new VerifyMojo(null, null)))
        .noneMatch(DropBlockMojo::goesOn);
  }

  private DropBlockMojo goal(java.util.function.Supplier<Exception> problem) {
    return new DropBlockMojo(machine) {
      @Override
      void requireKnownParameters() {
        // No Maven has called it.
      }

      @Override
      void perform() throws IOException, InterruptedException {
        Exception thrown = problem.get();
        if (thrown instanceof IOException e) {
          throw e;
        }
        if (thrown instanceof InterruptedException e) {
          throw e;
        }
        throw (RuntimeException) thrown;
      }
    };
  }
}
