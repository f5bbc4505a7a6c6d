package io.github.dropblock.harness.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dropblock.harness.files.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** With a script in npm's place, so that no network is needed. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the script is one of a Unix shell")
class NpmPackageTest {
  @TempDir Path folder;

  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("cache").resolve("data.tgz");
  }

  @Test
  void keepsTheArchiveThatNpmPacks() throws Exception {
    packed("printf 'the %s' \"$1 $2\" > some-1.0.0.tgz", Sha256.of("the pack some@1.0.0")).to(file);

    assertThat(file).hasContent("the pack some@1.0.0");
    assertThat(file.getParent()).isDirectoryContaining("regex:.*data.tgz");
    try (var files = Files.list(file.getParent())) {
      assertThat(files)
          .containsExactlyInAnyOrder(file, file.resolveSibling(file.getFileName() + ".lock"));
    }
  }

  @Test
  void whatAKilledProcessLeftIsRemoved() throws Exception {
    Path left = Files.createDirectories(file.resolveSibling("data.tgz.npm-4711"));
    Files.writeString(left.resolve("some-1.0.0.tgz"), "hal");

    packed("printf half > some-1.0.0.tgz", Sha256.of("half")).to(file);

    assertThat(file).hasContent("half");
    assertThat(left).doesNotExist();
  }

  @Test
  void whatIsThereIsNotFetchedAgain() throws Exception {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "there");

    packed("exit 1", "").to(file);

    assertThat(file).hasContent("there");
  }

  @Test
  void anotherArchiveIsRefused() throws IOException {
    NpmPackage other = packed("printf changed > some-1.0.0.tgz", Sha256.of("expected"));

    assertThatThrownBy(() -> other.to(file))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "npm brought another some@1.0.0: its SHA-256 is %s, not %s; look where npm fetches from",
            Sha256.of("changed"), Sha256.of("expected"));
    assertThat(file).doesNotExist();
  }

  @Test
  void whatNpmSaysOfAFailureIsPassedOn() throws IOException {
    NpmPackage failing = packed("echo no network; exit 7", "");

    assertThatThrownBy(() -> failing.to(file))
        .hasMessage("npm pack some@1.0.0 ended with 7: no network; try that command by hand");
  }

  @Test
  void aMissingNpmIsTold() {
    NpmPackage missing =
        new NpmPackage("some@1.0.0", "", List.of(folder.resolve("no-npm").toString()));

    assertThatThrownBy(() -> missing.to(file))
        .hasMessageStartingWith("npm can't be started (")
        .hasMessageEndingWith("; install Node.js, or fetch the data by hand and give its path");
  }

  private NpmPackage packed(String commands, String sha256) throws IOException {
    Path script = Files.writeString(folder.resolve("npm.sh"), commands + "\n");
    return new NpmPackage("some@1.0.0", sha256, List.of("sh", script.toString()));
  }
}
