package io.github.dropblock.harness.cluster;

import io.github.dropblock.harness.files.FileTree;
import io.github.dropblock.harness.fork.ArgumentFile;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;

/** The JVM of the Spark driver, started on this machine. */
final class DriverProcess implements Closeable {
  /** By name, since its class needs Spark, which this JVM does not have. */
  private static final String MAIN = "io.github.dropblock.harness.spark.SparkDriver";

  private static final int SECONDS_TO_END = 30;

  /**
   * What Spark reaches into on Java 17.
   *
   * @see <a
   *     href="https://github.com/apache/spark/blob/v4.0.0/launcher/src/main/java/org/apache/spark/launcher/JavaModuleOptions.java">JavaModuleOptions</a>
   */
  private static final List<String> OPENED =
      List.of(
          "java.base/java.lang",
          "java.base/java.lang.invoke",
          "java.base/java.lang.reflect",
          "java.base/java.io",
          "java.base/java.net",
          "java.base/java.nio",
          "java.base/java.util",
          "java.base/java.util.concurrent",
          "java.base/java.util.concurrent.atomic",
          "java.base/jdk.internal.ref",
          "java.base/sun.nio.ch",
          "java.base/sun.nio.cs",
          "java.base/sun.security.action",
          "java.base/sun.util.calendar",
          "java.security.jgss/sun.security.krb5");

  private final Process process;

  private final Path folder;

  private DriverProcess(Process process, Path folder) {
    this.process = process;
    this.folder = folder;
  }

  /**
   * Starts it.
   *
   * @param master of the cluster
   * @param folder for its arguments and its log
   * @param heap as {@code -Xmx} has it
   * @param invitation that it finds its way back by; see {@link Link}
   */
  static DriverProcess start(
      List<Path> classPath, String master, Path folder, String heap, String invitation)
      throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve("driver.args");
    ArgumentFile.write(file, arguments(classPath, heap));
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "@" + file.toAbsolutePath());
    builder.directory(folder.toFile());
    builder.redirectErrorStream(true);
    builder.redirectOutput(log(folder).toFile());
    if (master.startsWith("local-cluster")) {
      // Its workers look for an installation of Spark, and this is one to them.
      builder.environment().put("SPARK_HOME", installation(folder, classPath).toString());
      builder.environment().put("SPARK_SCALA_VERSION", "2.13");
      // Its master, workers and executors need not be reached from other machines.
      builder.environment().putIfAbsent("SPARK_LOCAL_IP", "127.0.0.1");
    }
    Process process = builder.start();
    OutputStream in = process.getOutputStream();
    in.write((invitation + "\n").getBytes(StandardCharsets.US_ASCII));
    in.flush();
    return new DriverProcess(process, folder);
  }

  private static Path home(Path folder) {
    return folder.resolve("home").toAbsolutePath();
  }

  static Path log(Path folder) {
    return folder.resolve("driver.log");
  }

  /** A folder with one jar that names the others: a run directory holds no links. */
  private static Path installation(Path folder, List<Path> jars) throws IOException {
    Path home = home(folder);
    FileTree.delete(home);
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest
        .getMainAttributes()
        .put(
            Attributes.Name.CLASS_PATH,
            jars.stream().map(jar -> jar.toUri().toString()).collect(Collectors.joining(" ")));
    Path jar = Files.createDirectories(home.resolve("jars")).resolve("spark.jar");
    new JarOutputStream(Files.newOutputStream(jar), manifest).close();
    return home;
  }

  private static List<String> arguments(List<Path> classPath, String heap) {
    List<String> arguments = new ArrayList<>();
    arguments.add("-Xmx" + heap);
    arguments.addAll(ClusterSetup.JVM_OPTIONS);
    OPENED.forEach(name -> arguments.add("--add-opens=" + name + "=ALL-UNNAMED"));
    arguments.addAll(
        List.of(
            "-Dio.netty.tryReflectionSetAccessible=true",
            "-Dfile.encoding=UTF-8",
            "-Duser.language=en",
            "-Duser.country=US",
            "-Djava.awt.headless=true",
            "-cp",
            classPath.stream()
                .map(jar -> jar.toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator)),
            MAIN));
    return arguments;
  }

  boolean alive() {
    return process.isAlive();
  }

  /** Lets it end by itself for a while, then ends it. */
  @Override
  public void close() {
    try {
      process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      process.destroyForcibly();
    }
    try {
      FileTree.delete(home(folder));
    } catch (IOException e) {
      // A worker may be about to end; the next driver deletes what it leaves.
    }
  }
}
