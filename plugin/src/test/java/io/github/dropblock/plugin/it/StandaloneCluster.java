package io.github.dropblock.plugin.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * A standalone cluster of Spark on this machine's loopback interface, out of Maven's jars, with
 * authentication and encryption. Its nodes, 127.0.0.2 and so on, have no file in common.
 */
final class StandaloneCluster implements AutoCloseable {
  private static final String EXECUTOR = "CoarseGrainedExecutorBackend";
  private static final long SECONDS_OF_PATIENCE = 120;

  /** None of these JVMs lives long enough for more to pay. */
  private static final List<String> SHORT_LIVED =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  private final Path folder;
  private final String classPath;
  private final int port;
  private final Secret secret = new Secret(UUID.randomUUID().toString());
  private final Process master;
  private final List<StandInNode> nodes;
  private final List<Process> workers = new ArrayList<>();
  private int started;

  /**
   * @param folder for all that it writes
   * @param classPath of Spark
   */
  StandaloneCluster(Path folder, String classPath, StandInNode... nodes)
      throws IOException, InterruptedException {
    this.folder = Files.createDirectories(folder).toAbsolutePath();
    this.classPath = classPath;
    this.nodes = List.of(nodes);
    port = freePort();
    Files.writeString(
        settings(),
        """
        spark.authenticate=true
        spark.authenticate.secret=%s
        spark.network.crypto.enabled=true
        spark.master.rest.enabled=false
        """
            .formatted(secret.text()));
    Path home = folder.resolve("home").toAbsolutePath();
    installSpark(home, Optional.empty());
    master =
        start(
            "master",
            home,
            List.of(),
            Map.of(),
            List.of(),
            "org.apache.spark.deploy.master.Master",
            "--host",
            "127.0.0.1",
            "--port",
            Integer.toString(port),
            "--webui-port",
            "0");
    for (StandInNode node : nodes) {
      workers.add(worker(node));
    }
    awaitMaster();
  }

  /** A run that finds nobody where the master should be ends at once. */
  private void awaitMaster() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_OF_PATIENCE);
    while (!answers()) {
      if (!master.isAlive() || System.nanoTime() > deadline) {
        close();
        throw new IOException("no master; see " + folder.resolve("master.log"));
      }
      Thread.sleep(200);
    }
  }

  private boolean answers() {
    try {
      new Socket(InetAddress.getLoopbackAddress(), port).close();
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Executors find their class path in a folder. */
  private void installSpark(Path home, Optional<Path> others) throws IOException {
    Path jars = Files.createDirectories(home.resolve("jars"));
    List<Path> instead = new ArrayList<>();
    if (others.isPresent()) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(others.get(), "*.jar")) {
        files.forEach(instead::add);
      }
    }
    List<String> replaced = instead.stream().map(StandaloneCluster::artifact).toList();
    for (String path : classPath.split(File.pathSeparator)) {
      if (!replaced.contains(artifact(Path.of(path)))) {
        instead.add(Path.of(path));
      }
    }
    for (Path jar : instead) {
      Path link = jars.resolve(jar.getFileName());
      if (Files.notExists(link)) {
        Files.createSymbolicLink(link, jar.toAbsolutePath());
      }
    }
  }

  /** A jar's name without its version. */
  private static String artifact(Path jar) {
    return jar.getFileName().toString().replaceFirst("-\\d+\\.\\d+.*", "");
  }

  String url() {
    return "spark://127.0.0.1:" + port;
  }

  /** Spark's settings that whoever uses the cluster needs. */
  private Path settings() {
    return folder.resolve("cluster.conf");
  }

  /**
   * The settings of a run on it, in a file of its own, for it holds the secret.
   *
   * @param more lines of settings
   */
  Path settings(Path run, String more) throws IOException {
    return Files.writeString(
        run.resolve("spark.conf"),
        Files.readString(settings())
            + """
            spark.driver.host=127.0.0.1
            spark.executor.memory=512m
            spark.dropblock.nodeCache=node
            """
            + more);
  }

  /** Neither its own logs nor those of executors and cells tell its secret. */
  void assertSecretIsKept(List<Path> filesOfRuns) throws IOException {
    for (Path file : filesOfRuns) {
      secret.assertNowhereIn(file);
    }
    secret.assertNowhereIn(folder.resolve("master.log"));
    for (StandInNode node : nodes) {
      secret.assertNowhereIn(folder.resolve(node.name() + ".log"));
      secret.assertNowhereIn(folder.resolve(node.name()));
    }
  }

  /** The home folder of whoever works on a node. */
  Path home(String node) {
    return folder.resolve(node).resolve("home");
  }

  private Process worker(StandInNode node) throws IOException {
    Path home = Files.createDirectories(home(node.name()));
    List<String> options = new ArrayList<>();
    if (!node.gpus().isEmpty()) {
      Path script =
          Files.writeString(
              home.resolveSibling("gpus.sh"), "#!/bin/sh\necho '" + node.discovery() + "'\n");
      assertThat(script.toFile().setExecutable(true)).isTrue();
      options.add("-Dspark.worker.resource.gpu.amount=" + node.gpus().size());
      options.add("-Dspark.worker.resource.gpu.discoveryScript=" + script);
    }
    Map<String, String> environment = new HashMap<>(node.environment());
    // The home folder of a Java program does not come from HOME. Cells' JVMs get this too.
    environment.put("JAVA_TOOL_OPTIONS", "-Duser.home=" + home);
    String host = "127.0.0." + (2 + nodes.indexOf(node));
    environment.put("SPARK_LOCAL_IP", host);
    Path spark = folder.resolve("home");
    if (node.spark().isPresent()) {
      spark = folder.resolve(node.name()).resolve("spark");
      installSpark(spark, node.spark());
    }
    return start(
        node.name(),
        spark,
        node.wrapper(),
        environment,
        options,
        "org.apache.spark.deploy.worker.Worker",
        "--host",
        host,
        "--webui-port",
        "0",
        "-c",
        Integer.toString(node.cores()),
        "-m",
        "2g",
        "-d",
        folder.resolve(node.name()).resolve("work-" + ++started).toString(),
        url());
  }

  private Process start(
      String name,
      Path spark,
      List<String> wrapper,
      Map<String, String> environment,
      List<String> options,
      String main,
      String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(wrapper);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(SHORT_LIVED);
    command.addAll(List.of("-Xmx256m", "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED"));
    command.addAll(options);
    command.addAll(List.of("-cp", spark.resolve("jars") + "/*", main));
    command.addAll(List.of(arguments));
    command.addAll(List.of("--properties-file", settings().toString()));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(folder.resolve(name + ".log").toFile()));
    builder.environment().put("SPARK_HOME", spark.toString());
    builder.environment().put("SPARK_SCALA_VERSION", "2.13");
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    builder.environment().putAll(environment);
    return builder.start();
  }

  /** SIGKILL to a worker, which takes its executor along; another takes its place. */
  void killWorker(int number) throws IOException {
    workers.get(number).destroyForcibly();
    workers.set(number, worker(nodes.get(number)));
  }

  /** SIGKILL to the master, which nobody starts again. */
  void killMaster() throws InterruptedException {
    master.destroyForcibly().waitFor();
  }

  /**
   * SIGKILL to a worker's executor.
   *
   * @return whether it had one
   */
  boolean killExecutor(int number) {
    List<ProcessHandle> executors = executors(number);
    executors.forEach(ProcessHandle::destroyForcibly);
    return !executors.isEmpty();
  }

  /** SIGSTOP to a worker's executor: it neither works nor ends. */
  void stopExecutor(int number) throws IOException, InterruptedException {
    List<ProcessHandle> executors = executors(number);
    assertThat(executors).as("executors of worker %s", number).isNotEmpty();
    for (ProcessHandle executor : executors) {
      String pid = Long.toString(executor.pid());
      assertThat(new ProcessBuilder("kill", "-STOP", pid).start().waitFor()).isZero();
    }
  }

  private List<ProcessHandle> executors(int number) {
    return workers
        .get(number)
        .descendants()
        .filter(process -> commandLine(process).contains(EXECUTOR))
        .toList();
  }

  /**
   * Waits until nobody works below a folder any more: executors and cells' JVMs, whoever their
   * parents were, have their working folders there.
   */
  static void awaitNobodyIn(Path folder) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_OF_PATIENCE);
    Path real = folder.toRealPath();
    List<String> there = workingIn(real);
    while (!there.isEmpty() && System.nanoTime() < deadline) {
      Thread.sleep(200);
      there = workingIn(real);
    }
    assertThat(there).as("processes that outlive their run").isEmpty();
  }

  private static List<String> workingIn(Path folder) {
    return ProcessHandle.allProcesses()
        .filter(process -> workingFolder(process).startsWith(folder))
        .map(process -> process.pid() + " " + commandLine(process))
        .toList();
  }

  private static Path workingFolder(ProcessHandle process) {
    try {
      // Not its real path: a process may see other file systems there.
      return Files.readSymbolicLink(Path.of("/proc", Long.toString(process.pid()), "cwd"));
    } catch (IOException gone) {
      return Path.of("/");
    }
  }

  static String commandLine(ProcessHandle process) {
    try {
      return Files.readString(
              Path.of("/proc", Long.toString(process.pid()), "cmdline"),
              StandardCharsets.ISO_8859_1)
          .replace('\0', ' ');
    } catch (IOException gone) {
      return "";
    }
  }

  @Override
  public void close() throws IOException, InterruptedException {
    List<Process> all = new ArrayList<>(workers);
    all.add(master);
    for (Process process : all) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor(SECONDS_OF_PATIENCE, TimeUnit.SECONDS);
    }
    awaitNobodyIn(folder);
  }
}
