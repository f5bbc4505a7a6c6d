package io.github.dropblock.plugin.it;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * A standalone cluster of Spark on this machine's loopback interface, out of Maven's jars, with
 * authentication and encryption.
 */
final class StandaloneCluster implements AutoCloseable {
  private static final String EXECUTOR = "CoarseGrainedExecutorBackend";

  private final Path folder;
  private final String classPath;
  private final int port;
  private final Process master;
  private final List<Process> workers = new ArrayList<>();
  private int started;

  /**
   * @param classPath of Spark
   * @param workers how many, with a core and a stand-in GPU each
   */
  StandaloneCluster(Path folder, String classPath, int workers)
      throws IOException, InterruptedException {
    this.folder = Files.createDirectories(folder);
    this.classPath = classPath;
    port = freePort();
    Files.writeString(
        settings(),
        """
        spark.authenticate=true
        spark.authenticate.secret=%s
        spark.network.crypto.enabled=true
        """
            .formatted(UUID.randomUUID()));
    Path gpu =
        Files.writeString(
            folder.resolve("gpu.sh"),
            """
        #!/bin/sh
        echo '{"name": "gpu", "addresses": ["0"]}'
        """);
    if (!gpu.toFile().setExecutable(true)) {
      throw new IOException(gpu + " can't be made executable");
    }
    master =
        start(
            "master",
            List.of(),
            "org.apache.spark.deploy.master.Master",
            "--host",
            "127.0.0.1",
            "--port",
            Integer.toString(port),
            "--webui-port",
            "0");
    for (int i = 0; i < workers; i++) {
      this.workers.add(worker());
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  String url() {
    return "spark://127.0.0.1:" + port;
  }

  /** Spark's settings that whoever uses the cluster needs. */
  Path settings() {
    return folder.resolve("cluster.conf");
  }

  private Process worker() throws IOException {
    return start(
        "worker-" + ++started,
        List.of(
            "-Dspark.worker.resource.gpu.amount=1",
            "-Dspark.worker.resource.gpu.discoveryScript=" + folder.resolve("gpu.sh")),
        "org.apache.spark.deploy.worker.Worker",
        "--host",
        "127.0.0.1",
        "--webui-port",
        "0",
        "-c",
        "1",
        "-m",
        "1g",
        "-d",
        folder.resolve("work-" + started).toString(),
        url());
  }

  private Process start(String name, List<String> options, String main, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED"));
    command.addAll(options);
    command.addAll(List.of("-cp", classPath, main));
    command.addAll(List.of(arguments));
    command.addAll(List.of("--properties-file", settings().toString()));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(folder.resolve(name + ".log").toFile()));
    Path home = Files.createDirectories(folder.resolve("home"));
    Files.createDirectories(home.resolve("jars"));
    for (String jar : classPath.split(java.io.File.pathSeparator)) {
      Path link = home.resolve("jars").resolve(Path.of(jar).getFileName());
      if (Files.notExists(link)) {
        Files.createSymbolicLink(link, Path.of(jar));
      }
    }
    builder.environment().put("SPARK_HOME", home.toString());
    builder.environment().put("SPARK_SCALA_VERSION", "2.13");
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    return builder.start();
  }

  /** The class path of the driver that a run has left its arguments of. */
  static String classPath(Path run) throws IOException {
    List<String> lines =
        Files.readAllLines(run.resolve("cluster").resolve("driver.args"), StandardCharsets.UTF_8);
    String line = lines.get(lines.indexOf("\"-cp\"") + 1);
    return line.substring(1, line.length() - 1);
  }

  /** SIGKILL to a worker, which takes its executor along; another takes its place. */
  void killWorker(int number) throws IOException {
    workers.get(number).destroyForcibly();
    workers.set(number, worker());
  }

  /**
   * SIGKILL to a worker's executor.
   *
   * @return whether it had one
   */
  boolean killExecutor(int number) {
    List<ProcessHandle> executors =
        workers.get(number).descendants().filter(StandaloneCluster::executor).toList();
    executors.forEach(ProcessHandle::destroyForcibly);
    return !executors.isEmpty();
  }

  private static boolean executor(ProcessHandle process) {
    return commandLine(process).contains(EXECUTOR);
  }

  private static String commandLine(ProcessHandle process) {
    try {
      return Files.readString(
          Path.of("/proc", Long.toString(process.pid()), "cmdline"), StandardCharsets.ISO_8859_1);
    } catch (IOException gone) {
      return "";
    }
  }

  @Override
  public void close() throws InterruptedException {
    List<Process> all = new ArrayList<>(workers);
    all.add(master);
    for (Process process : all) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
    }
  }
}
