package io.github.dropblock.plugin.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.dropblock.harness.compare.Contender;
import io.github.dropblock.harness.rundir.RunDirectory;
import io.github.dropblock.harness.verify.Contradictions;
import io.github.dropblock.harness.verify.FalseAlarms;
import io.github.dropblock.harness.verify.GateOutcome;
import io.github.dropblock.harness.verify.GateRequest;
import io.github.dropblock.harness.verify.Threshold;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the finished runs of a scenario. */
class HarnessRunsTest {
  private static final Path RUNS = Path.of("../src/it/gate/runs");

  @TempDir Path folder;

  private final Runs runs = new HarnessRuns();
  private RunDirectory accepted;
  private RunDirectory worse;

  @BeforeEach
  void copies() throws IOException {
    accepted = copy("accepted");
    worse = copy("worse");
  }

  private RunDirectory copy(String run) throws IOException {
    try (Stream<Path> files = Files.walk(RUNS.resolve(run))) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve(RUNS.relativize(file).toString()));
      }
    }
    return new RunDirectory(folder.resolve(run));
  }

  @Test
  void reportsByTheUsersTemplates() throws IOException {
    Path templates = Files.createDirectories(folder.resolve("templates"));
    Files.writeString(templates.resolve("banner.ftlh"), "a banner of our own");

    Path page = runs.report(accepted, Optional.of(templates));

    assertThat(page).content().contains("a banner of our own");
  }

  @Test
  void compares() throws IOException {
    Path page =
        runs.compare(
            List.of(new Contender("kept", accepted), new Contender("new", worse)),
            folder.resolve("comparison"),
            Optional.empty());

    assertThat(page).content().contains("<b>kept</b>");
  }

  @Test
  void acceptsARunThatALaterOneIsHeldTo() throws IOException {
    Path baseline = folder.resolve("baseline.json");

    assertThat(runs.accept(accepted, baseline)).isEqualTo(6);
    assertThat(runs.check(request(accepted, baseline)).passed()).isTrue();
    GateOutcome fallen = runs.check(request(worse, baseline));
    assertThat(fallen.passed()).isFalse();
    assertThat(fallen.describe()).contains("baseline");
  }

  /** The scenario's runs have no split, which archives hold. */
  @Test
  void exportsWholeRunsOnly() {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> runs.export(accepted, folder.resolve("run.zip"), false))
        .withMessageContaining("split.csv");
  }

  @Test
  void mergesArchivesOnly() throws IOException {
    Path text = Files.writeString(folder.resolve("run.zip"), "no archive");

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> runs.merge(text, name -> worse))
        .withMessageContaining("is not an archive that can be read");
  }

  private static GateRequest request(RunDirectory run, Path baseline) {
    return new GateRequest(
        run,
        List.of(Threshold.parse("testLoss<=99")),
        Optional.of(baseline),
        new FalseAlarms(0.01),
        Contradictions.IGNORE);
  }
}
