package io.github.dropblock.plugin.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dropblock.harness.rundir.CellDirectory;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A run of a scenario's matrix on a cluster, in a folder of its own below the scenario's {@code
 * runs}.
 */
final class ClusterRun implements AutoCloseable {
  private final Path folder;
  private final File localRepository;
  private final Path cache;
  private final List<String> arguments = new ArrayList<>();
  private MavenProcess build;

  private ClusterRun(Path folder, File localRepository, Path cache) {
    this.folder = folder;
    this.localRepository = localRepository;
    this.cache = cache;
  }

  /** A fresh one, for whatever cluster. */
  static ClusterRun fresh(File basedir, File localRepository, String name) throws IOException {
    Path runs = Files.createDirectories(basedir.toPath().resolve("runs"));
    Path settings = MavenProcess.settings(runs.resolve(name));
    if (Files.notExists(settings)) {
      Files.copy(MavenProcess.settings(basedir.toPath()), settings);
    }
    Path folder = Files.createDirectory(runs.resolve(name));
    Files.copy(basedir.toPath().resolve("pom.xml"), folder.resolve("pom.xml"));
    return new ClusterRun(folder, localRepository, basedir.toPath().resolve("cache"));
  }

  /** A master for it that says nothing. */
  SilentMaster silentMaster() throws IOException {
    return new SilentMaster(folder, localRepository, cache);
  }

  /**
   * Has it use a cluster.
   *
   * @param settings more lines of Spark's
   * @param more arguments of Maven
   */
  ClusterRun on(StandaloneCluster cluster, String settings, String... more) throws IOException {
    arguments.addAll(
        List.of(
            "-Ddropblock.spark=" + cluster.url(),
            "-Ddropblock.threadsPerCell=1",
            "-Ddropblock.sparkConf=" + cluster.settings(folder, settings)));
    arguments.addAll(List.of(more));
    return this;
  }

  /** Starts Maven, or starts it again. */
  void start() throws IOException {
    build =
        MavenProcess.start(folder, localRepository, cache, log(), arguments.toArray(String[]::new));
  }

  /** Starts Maven, or starts it again, without the cluster. */
  void startHere() throws IOException {
    build =
        MavenProcess.start(folder, localRepository, cache, log(), "-Ddropblock.threadsPerCell=1");
  }

  /** What Ctrl-C does; awaits that Maven and all that it has started have ended. */
  void interrupt() throws IOException, InterruptedException {
    build.interrupt();
    assertThat(build.end()).as("status of Maven; see %s", log()).isNotZero();
    assertThat(said()).contains("Interrupted; the same command goes on where it stopped.");
  }

  boolean alive() {
    return build.alive();
  }

  /**
   * Awaits Maven's end.
   *
   * @return its status
   */
  int end() throws IOException, InterruptedException {
    return build.end();
  }

  /** Starts Maven, and awaits its good end. */
  ClusterRun finish() throws IOException, InterruptedException {
    start();
    assertThat(end()).as("status of Maven; see %s", log()).isZero();
    return this;
  }

  /** The Spark driver, if there is one by now. */
  List<ProcessHandle> drivers() {
    return build.children().stream()
        .filter(process -> StandaloneCluster.commandLine(process).contains("driver.args"))
        .toList();
  }

  /**
   * SIGKILL to the driver.
   *
   * @return whether there was one
   */
  boolean killDriver() {
    List<ProcessHandle> drivers = drivers();
    drivers.forEach(ProcessHandle::destroyForcibly);
    return !drivers.isEmpty();
  }

  /** Epochs that its cells have done, as far as is known where Maven runs. */
  int epochs(String... cells) throws IOException {
    int epochs = 0;
    for (String cell : cells) {
      epochs += cell(cell).metrics().size();
    }
    return epochs;
  }

  CellDirectory cell(String name) {
    return new CellDirectory(cells().resolve(name));
  }

  /** The folder of its cells. */
  Path cells() {
    return folder.resolve("target/dropblock/smoke/cells");
  }

  /** Whatever went wrong, Maven and its driver do not stay behind. */
  @Override
  public void close() throws IOException, InterruptedException {
    if (build != null && build.alive()) {
      build.killGroup();
      build.end();
    }
  }

  /** What Maven has taken so far. */
  ProcessCost cost() throws IOException {
    return ProcessCost.of(build.handle());
  }

  Path report() {
    return folder.resolve("target/dropblock/smoke/report/index.html");
  }

  /** All that the run has written, but for the settings that it was given. */
  List<Path> files() throws IOException {
    return List.of(log(), folder.resolve("target"));
  }

  /** All that Maven has said so far. */
  String said() throws IOException {
    return Files.readString(log());
  }

  Path log() {
    return folder.resolve("build.log");
  }
}
