package io.github.dropblock.plugin.it;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Maven at work on a folder, to be struck down. Where the system can, it leads a group of processes
 * of its own, as what a shell starts at a terminal does, and hears Ctrl-C.
 */
final class MavenProcess {
  private static final Duration PATIENCE = Duration.ofMinutes(30);

  /** Shells let what they start in the background ignore SIGINT, and that is inherited. */
  private static final List<String> GROUP = List.of("setsid", "env", "--default-signal=INT");

  private static final boolean GROUPS = succeeds(GROUP, "true");

  private final Process process;

  private MavenProcess(Process process) {
    this.process = process;
  }

  /** Starts {@code dropblock:reproduce}. */
  static MavenProcess start(
      Path folder, File localRepository, Path cache, Path log, String... arguments)
      throws IOException {
    return start(folder, localRepository, cache, log, Map.of(), arguments);
  }

  /**
   * Starts {@code dropblock:reproduce}.
   *
   * @param environment variables besides this JVM's own
   */
  static MavenProcess start(
      Path folder,
      File localRepository,
      Path cache,
      Path log,
      Map<String, String> environment,
      String... arguments)
      throws IOException {
    Path maven = Path.of(System.getProperty("maven.home"), "bin", windows() ? "mvn.cmd" : "mvn");
    List<String> command = new ArrayList<>(GROUPS ? GROUP : List.of());
    command.addAll(
        List.of(
            maven.toString(),
            "-B",
            "-s",
            settings(folder).toString(),
            "-Dmaven.repo.local=" + localRepository,
            "-Ddropblock.cache=" + cache,
            "dropblock:reproduce"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    // For the same reasons as the scenarios' own; see the pom.
    builder.environment().put("MAVEN_OPTS", "-XX:TieredStopAtLevel=1");
    builder.environment().put("MAVEN_BASEDIR", folder.toString());
    builder.environment().putAll(environment);
    return new MavenProcess(builder.start());
  }

  /** The scenarios' settings, as the invoker plugin leaves them beside them. */
  static Path settings(Path folder) {
    return folder.resolveSibling("interpolated-settings.xml");
  }

  static boolean windows() {
    return System.getProperty("os.name").startsWith("Windows");
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  boolean alive() {
    return process.isAlive();
  }

  /** The cells' JVMs, and whatever else it has started. */
  List<ProcessHandle> children() {
    return process.descendants().toList();
  }

  /**
   * What Ctrl-C does: SIGINT to Maven and to all that it has started. Where there are no groups,
   * the SIGTERM that a JVM takes the same way, to Maven alone.
   */
  void interrupt() {
    if (GROUPS) {
      signalGroup("INT");
    } else {
      terminate();
    }
  }

  /** SIGTERM to Maven alone. */
  void terminate() {
    process.destroy();
  }

  /** SIGKILL to Maven alone. */
  void kill() {
    process.destroyForcibly();
  }

  /** SIGKILL to Maven and, where there are groups, to all that it has started. */
  void killGroup() {
    if (GROUPS) {
      signalGroup("KILL");
    } else {
      kill();
    }
  }

  /** Lets it run for so long, or to its end. */
  void letRun(Duration time) throws InterruptedException {
    process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * Awaits its end, and that of all that it has started.
   *
   * @return exit status
   */
  int end() throws IOException, InterruptedException {
    List<ProcessHandle> children = children();
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new IOException("Maven does not end");
    }
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (children.stream().anyMatch(ProcessHandle::isAlive) || GROUPS && anyoneInGroup()) {
      if (System.nanoTime() > deadline) {
        throw new IOException("what Maven has started outlives it");
      }
      Thread.sleep(50);
    }
    return process.exitValue();
  }

  private boolean anyoneInGroup() {
    return succeeds(List.of("kill", "-0"), "--", "-" + process.pid());
  }

  private void signalGroup(String signal) {
    succeeds(List.of("kill", "-" + signal), "--", "-" + process.pid());
  }

  private static boolean succeeds(List<String> command, String... arguments) {
    List<String> whole = new ArrayList<>(command);
    whole.addAll(List.of(arguments));
    try {
      return new ProcessBuilder(whole)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException noSuchProgram) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
