package io.github.dropblock.plugin.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Listens where a cluster's master would, and never answers. A run asks it for a minute. */
final class SilentMaster implements AutoCloseable {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

  private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final Path folder;
  private final MavenProcess build;

  /**
   * Starts a run that asks it.
   *
   * @param folder of the run's pom
   */
  SilentMaster(Path folder, File localRepository, Path cache) throws IOException {
    this.folder = folder;
    build = MavenProcess.start(folder, localRepository, cache, log(), "-Ddropblock.spark=" + url());
  }

  private Path log() {
    return folder.resolve("silent.log");
  }

  String url() {
    return "spark://127.0.0.1:" + door.getLocalPort();
  }

  /** Spark's class path, as the run has had Maven resolve it for its driver. */
  String classPath() throws IOException, InterruptedException {
    Path arguments = folder.resolve("target/dropblock/smoke/cluster/driver.args");
    while (true) {
      assertThat(build.alive()).as("Maven still runs; see %s", log()).isTrue();
      try {
        List<String> lines = Files.readAllLines(arguments);
        String line = lines.get(lines.indexOf("\"-cp\"") + 1);
        return line.substring(1, line.length() - 1);
      } catch (NoSuchFileException notYet) {
        build.letRun(LOOK_AGAIN);
      }
    }
  }

  /** What the run ends with. */
  String complaint() throws IOException, InterruptedException {
    assertThat(build.end()).as("status of Maven; see %s", log()).isNotZero();
    return Files.readString(log());
  }

  @Override
  public void close() throws IOException, InterruptedException {
    if (build.alive()) {
      build.interrupt();
    }
    build.end();
    door.close();
  }
}
