package io.github.dropblock.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dropblock.harness.rundir.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportMojoTest {
  @TempDir Path project;

  private final List<Object> merged = new ArrayList<>();

  /** Of archives of a run that was called "theirs". */
  private Invocation<ImportMojo> merge() {
    return new Invocation<>(
        new ImportMojo(
            new StubMachine(),
            new UnusedRuns() {
              @Override
              public List<String> merge(Path archive, Function<String, RunDirectory> directoryOf) {
                merged.addAll(List.of(archive, directoryOf.apply("theirs").path()));
                return List.of("Run      merged", "Missing  none");
              }
            }),
        project);
  }

  private Path archive() throws IOException {
    return Files.createFile(project.resolve("run.zip"));
  }

  private Path run(String name) {
    return project.resolve("target/dropblock").resolve(name);
  }

  @Test
  void theRunBearsTheNameThatItWasExportedUnder() throws Exception {
    Path archive = archive();

    assertThat(merge().with("archive", archive).execute())
        .containsExactly("INFO Run      merged", "INFO Missing  none");
    assertThat(merged).containsExactly(archive, run("theirs"));
  }

  @Test
  void theUsersNameComesFirst() throws Exception {
    Path archive = archive();

    merge().with("archive", archive).with("run", "ours").execute();

    assertThat(merged).containsExactly(archive, run("ours"));
  }

  @Test
  void anArchiveMustBeNamed() {
    assertThat(merge().failure())
        .isEqualTo(
            "no file to read; name one that dropblock:export wrote with -Ddropblock.archive=FILE");
  }

  @Test
  void anArchiveThatIsNotThereIsRefused() {
    assertThat(merge().with("archive", project.resolve("none.zip")).failure())
        .startsWith("no such file or folder: ")
        .contains("(-Ddropblock.archive=");
    assertThat(merged).isEmpty();
  }

  @Test
  void aFolderIsNoArchive() {
    assertThat(merge().with("archive", project).failure())
        .contains(" is a folder; give a file (-Ddropblock.archive=");
    assertThat(merged).isEmpty();
  }
}
