package io.github.dropblock.harness.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.images.PixelCache;
import io.github.dropblock.harness.images.SplitManifest;
import io.github.dropblock.harness.rundir.CellDirectory;
import io.github.dropblock.harness.rundir.CellFailure;
import io.github.dropblock.harness.rundir.ExitCode;
import io.github.dropblock.harness.rundir.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/** A run that is killed again and again, and looked at after each time. */
final class KilledRun {
  private static final Duration PATIENCE = Duration.ofMinutes(20);

  private final Path folder;
  private final List<Network> networks;
  private final Random random;

  /** By cell, the rows of metrics.csv whose epochs a checkpoint held when the run was killed. */
  private final Map<Path, List<String>> kept = new TreeMap<>();

  KilledRun(Path folder, List<Network> networks, Random random) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.networks = networks;
    this.random = random;
  }

  /** Who is hit, and how. */
  enum Blow {
    TERMINATE_PARENT,
    KILL_PARENT,
    TERMINATE_CHILD,
    KILL_CHILD;

    private boolean parent() {
      return this == TERMINATE_PARENT || this == KILL_PARENT;
    }

    private void strike(ProcessHandle process) {
      if (this == KILL_PARENT || this == KILL_CHILD) {
        process.destroyForcibly();
      } else {
        process.destroy();
      }
    }
  }

  /**
   * Starts the run, or lets it go on, and strikes.
   *
   * @return whether there was somebody to strike: a run may end before the moment comes
   */
  boolean strike(Moment moment, Blow blow) throws IOException, InterruptedException {
    Process parent = RunMain.start(folder, networks);
    try {
      await(moment, parent);
      List<ProcessHandle> children = parent.toHandle().descendants().toList();
      Optional<ProcessHandle> victim =
          blow.parent()
              ? Optional.of(parent.toHandle())
              : children.stream().skip(random.nextInt(Math.max(1, children.size()))).findFirst();
      boolean struck = victim.filter(ProcessHandle::isAlive).isPresent();
      victim.ifPresent(blow::strike);
      end(parent);
      assertNobodyLeft(children);
      assertEveryFileWhole();
      return struck;
    } finally {
      parent.descendants().forEach(ProcessHandle::destroyForcibly);
      parent.destroyForcibly();
    }
  }

  /** Lets the run go on to its end. */
  void finish() throws IOException, InterruptedException {
    Process parent = RunMain.start(folder, networks);
    end(parent);
    assertThat(parent.exitValue()).as(this::log).isEqualTo(RunMain.DONE);
    for (Map.Entry<Path, List<String>> cell : kept.entrySet()) {
      // Times are part of a row, so equal rows are the very epochs of before.
      assertThat(Files.readAllLines(new CellDirectory(cell.getKey()).metricsFile()))
          .as("no epoch that a checkpoint held is trained again: %s", cell.getKey())
          .startsWith(cell.getValue().toArray(String[]::new));
    }
    assertThat(leftovers()).as("files that no one finished writing").isEmpty();
    assertThat(RunMain.directory(folder).report().resolve("index.html")).isNotEmptyFile();
  }

  private List<Path> leftovers() throws IOException {
    // Those in the cache stay for a while: another run may be writing them.
    try (Stream<Path> files = Files.walk(RunMain.directory(folder).path())) {
      return files.filter(file -> file.toString().endsWith(".part")).toList();
    }
  }

  Map<String, String> contents() throws IOException {
    return Contents.of(folder);
  }

  private void await(Moment moment, Process parent) throws InterruptedException {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (parent.isAlive() && !moment.hasCome(folder)) {
      assertThat(Instant.now()).as("%s: %s", moment, log()).isBefore(deadline);
      Thread.sleep(3);
    }
    parent.waitFor(random.nextInt(moment.mostMillis() * 1000), TimeUnit.MICROSECONDS);
  }

  private void end(Process parent) throws InterruptedException {
    assertThat(parent.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as(this::log).isTrue();
  }

  private static void assertNobodyLeft(List<ProcessHandle> children) throws InterruptedException {
    Instant deadline = Instant.now().plus(PATIENCE);
    for (ProcessHandle child : children) {
      while (child.isAlive()) {
        assertThat(Instant.now()).as("%s outlives its parent", child.info()).isBefore(deadline);
        Thread.sleep(10);
      }
    }
  }

  /** Whatever has its final name can be read, and no process has met one that it couldn't read. */
  private void assertEveryFileWhole() throws IOException {
    RunDirectory run = RunMain.directory(folder);
    run.run();
    for (Path split : List.of(run.splitFile(), run.pretrainingSplitFile())) {
      if (Files.exists(split)) {
        SplitManifest.read(split);
      }
    }
    try (Stream<Path> cached = Files.walk(folder.resolve("cache"))) {
      for (Path pixels : cached.filter(file -> file.toString().endsWith(".pixels")).toList()) {
        PixelCache.open(pixels).close();
      }
    } catch (java.nio.file.NoSuchFileException e) {
      return; // It was killed before it made the cache's folder.
    }
    for (CellDirectory cell : Contents.cells(folder)) {
      cell.settings();
      cell.result();
      cell.predictions();
      assertThat(cell.failure().map(CellFailure::exitCode).map(ExitCode::of))
          .as(this::log)
          .isIn(Optional.empty(), Optional.of(ExitCode.KILLED), Optional.of(ExitCode.PARENT_DIED));
      if (Files.exists(cell.checkpointFile())) {
        try (ZipFile checkpoint = new ZipFile(cell.checkpointFile().toFile())) {
          int epochs = Checkpoints.epochs(checkpoint);
          assertThat(cell.metrics())
              .as("rows beside a checkpoint")
              .hasSizeGreaterThanOrEqualTo(epochs);
          kept.put(cell.path(), Files.readAllLines(cell.metricsFile()).subList(0, epochs + 1));
        }
      }
    }
  }

  private String log() {
    try {
      StringBuilder text = new StringBuilder(Files.readString(folder.resolve("parent.log")));
      for (CellDirectory cell : Contents.cells(folder)) {
        if (Files.exists(cell.logFile())) {
          text.append('\n').append(cell.path()).append('\n');
          text.append(Files.readString(cell.logFile()));
        }
      }
      return text.toString();
    } catch (IOException e) {
      return e.toString();
    }
  }
}
