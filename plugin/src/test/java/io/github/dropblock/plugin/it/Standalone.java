package io.github.dropblock.plugin.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dropblock.harness.rundir.CellDirectory;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Workers, executors and drivers of a standalone cluster are killed at random moments of {@code
 * dropblock:reproduce}, and every cell comes to the same end as undisturbed on one machine.
 */
public final class Standalone {
  private static final String[] CELLS = {"alexnet-none-s1", "alexnet-dropout-dropblock-s1"};
  private static final int WORKERS = 2;

  private Standalone() {}

  /** What is struck. */
  private enum Victim {
    WORKER,
    EXECUTOR,
    DRIVER
  }

  /** Strikes so many times at least, and lets each run come to its end. */
  public static void prepare(File basedir, File localRepository, int kills, long seed)
      throws IOException, InterruptedException {
    Path runs = Files.createDirectories(basedir.toPath().resolve("runs"));
    Files.copy(
        MavenProcess.settings(basedir.toPath()), MavenProcess.settings(runs.resolve("run-0")));
    Runs maven = new Runs(basedir.toPath(), runs, localRepository);
    // Brings Spark's jars, whose places its driver is told.
    maven.finish(0, "-Ddropblock.spark=local-cluster[1,1,1024]", "-Ddropblock.networks=alexnet");
    String jars = StandaloneCluster.classPath(maven.run(0));
    Random random = new Random(seed);
    Map<Victim, Integer> struck = new TreeMap<>();
    try (StandaloneCluster cluster =
        new StandaloneCluster(basedir.toPath().resolve("cluster"), jars, WORKERS)) {
      for (int number = 1; total(struck) < kills; number++) {
        Path folder = maven.fresh(number);
        MavenProcess build = maven.start(folder, cluster);
        while (build.alive()) {
          Thread.sleep(1000L * (5 + random.nextInt(20)));
          Victim victim = Victim.values()[random.nextInt(Victim.values().length)];
          if (build.alive() && total(struck) < kills && strike(victim, cluster, build, random)) {
            struck.merge(victim, 1, Integer::sum);
          }
          if (victim == Victim.DRIVER && !build.alive()) {
            build = maven.start(folder, cluster);
          }
        }
        maven.finish(folder, cluster);
      }
    }
    System.out.printf("%d kills on a cluster, seed %d: %s%n", total(struck), seed, struck);
  }

  /**
   * @return whether there was somebody to strike
   */
  private static boolean strike(
      Victim victim, StandaloneCluster cluster, MavenProcess build, Random random)
      throws IOException, InterruptedException {
    int worker = random.nextInt(WORKERS);
    switch (victim) {
      case WORKER -> {
        cluster.killWorker(worker);
        return true;
      }
      case EXECUTOR -> {
        return cluster.killExecutor(worker);
      }
      default -> {
        boolean killed =
            build.children().stream()
                    .filter(process -> commandLine(process).contains("driver.args"))
                    .peek(ProcessHandle::destroyForcibly)
                    .count()
                > 0;
        if (killed) {
          build.end();
        }
        return killed;
      }
    }
  }

  private static String commandLine(ProcessHandle process) {
    return process.info().commandLine().orElse("");
  }

  /** Each run's files are those of the scenario's own build, which had no cluster. */
  public static void verify(File basedir) throws IOException {
    for (String cell : CELLS) {
      Map<String, String> expected = contents(basedir.toPath(), cell);
      try (Stream<Path> files = Files.list(basedir.toPath().resolve("runs"))) {
        for (Path run :
            files.filter(Files::isDirectory).filter(folder -> !folder.endsWith("run-0")).toList()) {
          assertThat(contents(run, cell)).as("%s in %s", cell, run).isEqualTo(expected);
        }
      }
    }
  }

  private static Map<String, String> contents(Path folder, String cell) throws IOException {
    return CellContents.of(
        new CellDirectory(folder.resolve("target/dropblock/smoke/cells").resolve(cell)));
  }

  private static int total(Map<Victim, Integer> struck) {
    return struck.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** Maven at work on copies of the scenario. */
  private record Runs(Path basedir, Path folder, File localRepository) {
    Path fresh(int number) throws IOException {
      Path fresh = Files.createDirectories(folder.resolve("run-" + number));
      Files.copy(basedir.resolve("pom.xml"), fresh.resolve("pom.xml"));
      return fresh;
    }

    Path run(int number) {
      return folder.resolve("run-" + number).resolve("target/dropblock/smoke");
    }

    void finish(int number, String... arguments) throws IOException, InterruptedException {
      finish(start(fresh(number), arguments), folder.resolve("run-" + number));
    }

    void finish(Path fresh, StandaloneCluster cluster) throws IOException, InterruptedException {
      finish(start(fresh, cluster), fresh);
    }

    private void finish(MavenProcess build, Path fresh) throws IOException, InterruptedException {
      assertThat(build.end()).as("see %s", fresh.resolve("build.log")).isZero();
    }

    /** Checkpoints come back every few seconds, to nodes that have nothing in common. */
    MavenProcess start(Path fresh, StandaloneCluster cluster) throws IOException {
      Path settings = fresh.resolve("spark.conf");
      Files.writeString(
          settings,
          Files.readString(cluster.settings())
              + """
              spark.executor.memory=512m
              spark.driver.host=127.0.0.1
              spark.executor.resource.gpu.amount=1
              spark.task.resource.gpu.amount=1
              spark.dropblock.nodeCache=%s
              spark.dropblock.checkpointMinutes=0.05
              """
                  .formatted(basedir.resolve("node")));
      return start(
          fresh,
          "-Ddropblock.spark=" + cluster.url(),
          "-Ddropblock.threadsPerCell=1",
          "-Ddropblock.sparkConf=" + settings);
    }

    private MavenProcess start(Path fresh, String... arguments) throws IOException {
      return MavenProcess.start(
          fresh, localRepository, basedir.resolve("cache"), fresh.resolve("build.log"), arguments);
    }
  }
}
