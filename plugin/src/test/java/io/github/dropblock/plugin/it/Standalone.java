package io.github.dropblock.plugin.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dropblock.harness.rundir.CellDirectory;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Workers, executors and drivers of a standalone cluster are killed at random moments of {@code
 * dropblock:reproduce}, and every cell comes to the same end as undisturbed on one machine.
 */
public final class Standalone {
  private static final String[] CELLS = {"alexnet-none-s1", "alexnet-dropout-dropblock-s1"};
  private static final StandInNode[] NODES = {StandInNode.of("node-1"), StandInNode.of("node-2")};
  private static final long SECONDS_OF_PATIENCE = 1800;
  private static final int MOST_MILLIS = 2000;

  private final File basedir;
  private final Random random;
  private final Map<Victim, Integer> struck = new TreeMap<>();

  private Standalone(File basedir, long seed) {
    this.basedir = basedir;
    this.random = new Random(seed);
  }

  /** What is struck. */
  private enum Victim {
    WORKER,
    EXECUTOR,
    DRIVER
  }

  /** After the scenario's own build, which had no cluster: strikes so many times. */
  public static void verify(File basedir, File localRepository, int kills, long seed)
      throws IOException, InterruptedException {
    String jars;
    try (SilentMaster master = ClusterRun.fresh(basedir, localRepository, "jars").silentMaster()) {
      jars = master.classPath();
    }
    System.out.printf("Kills on a cluster, seed %d%n", seed);
    Standalone standalone = new Standalone(basedir, seed);
    Path folder = basedir.toPath().resolve("cluster");
    try (StandaloneCluster cluster = new StandaloneCluster(folder, jars, NODES)) {
      for (int number = 1; standalone.total() < kills; number++) {
        try (ClusterRun run = ClusterRun.fresh(basedir, localRepository, "run-" + number)) {
          run.on(cluster, "spark.dropblock.checkpointMinutes=0.03\n");
          standalone.disturb(run, cluster, kills);
          standalone.assertUndisturbed(run);
          cluster.assertSecretIsKept(run.files());
        }
        awaitNobody(folder);
      }
      try (ClusterRun run = ClusterRun.fresh(basedir, localRepository, "moved")) {
        standalone.move(run, cluster, folder);
      }
      try (ClusterRun run = ClusterRun.fresh(basedir, localRepository, "hung")) {
        standalone.hang(run, cluster);
      }
      awaitNobody(folder);
      try (ClusterRun run = ClusterRun.fresh(basedir, localRepository, "shared")) {
        standalone.share(run, cluster);
      }
      try (ClusterRun run = ClusterRun.fresh(basedir, localRepository, "orphaned")) {
        standalone.orphan(run, cluster);
      }
      awaitNobody(folder);
    }
    System.out.printf(
        "%d kills on a cluster, seed %d: %s%n", standalone.total(), seed, standalone.struck);
  }

  /** Neither executors nor cells' JVMs stay behind on any node. */
  private static void awaitNobody(Path cluster) throws IOException, InterruptedException {
    for (StandInNode node : NODES) {
      StandaloneCluster.awaitNobodyIn(cluster.resolve(node.name()));
    }
  }

  /** Begun on this machine, gone on with on the cluster, and ended here; by Ctrl-C each time. */
  private void move(ClusterRun run, StandaloneCluster cluster, Path folder)
      throws IOException, InterruptedException {
    run.on(cluster, "");
    run.startHere();
    assertThat(awaitMoreThan(0, run)).as("cells are being trained here").isTrue();
    run.interrupt();
    int here = run.epochs(CELLS);
    run.start();
    assertThat(awaitMoreThan(here, run)).as("cells are being trained on the cluster").isTrue();
    run.interrupt();
    awaitNobody(folder);
    run.startHere();
    assertThat(run.end()).as("status of Maven; see %s", run.log()).isZero();
    assertUndisturbed(run);
    assertThat(CELLS)
        .as("cells that were trained here, there and here")
        .anySatisfy(
            cell ->
                assertThat(run.cell(cell).logFile())
                    .content()
                    .containsPattern(
                        "(?s)@java\\.args.*on 127\\.0\\.0\\.\\d, executor.*@java\\.args"));
  }

  /** Executors that are there go on without a master. */
  private void orphan(ClusterRun run, StandaloneCluster cluster)
      throws IOException, InterruptedException {
    run.on(cluster, "").start();
    assertThat(awaitMoreThan(0, run)).as("cells are being trained").isTrue();
    cluster.killMaster();
    assertThat(run.end()).as("status of Maven; see %s", run.log()).isZero();
    assertUndisturbed(run);
  }

  /** Of an executor that hangs the cell goes on elsewhere. */
  private void hang(ClusterRun run, StandaloneCluster cluster)
      throws IOException, InterruptedException {
    run.on(
        cluster,
        """
        spark.network.timeout=60s
        spark.dropblock.checkpointMinutes=0.03
        """);
    run.start();
    assertThat(awaitMoreThan(0, run)).as("cells are being trained").isTrue();
    cluster.stopExecutor(0);
    assertThat(run.end()).as("status of Maven; see %s", run.log()).isZero();
    assertThat(run.said())
        .containsPattern("executor \\d+ on 127\\.0\\.0\\.2 is lost \\(.*heartbeat");
    assertUndisturbed(run);
  }

  /** Where nodes see this machine's files, which they do here, nothing is copied. */
  private void share(ClusterRun run, StandaloneCluster cluster)
      throws IOException, InterruptedException {
    run.on(cluster, "spark.dropblock.nodeCache=shared\n", "-Ddropblock.sparkShared=true").finish();
    assertUndisturbed(run);
    for (String cell : CELLS) {
      assertThat(run.cell(cell).logFile())
          .content()
          .containsPattern("on 127\\.0\\.0\\.\\d, executor");
    }
    for (StandInNode node : NODES) {
      assertThat(cluster.home(node.name()).resolve("shared/blobs")).doesNotExist();
      assertThat(cluster.home(node.name()).resolve("shared/cells")).doesNotExist();
    }
  }

  /** Strikes whenever the cells have gone on since the last time, and lets the run end. */
  private void disturb(ClusterRun run, StandaloneCluster cluster, int kills)
      throws IOException, InterruptedException {
    run.start();
    int epochs = 0;
    while (total() < kills && awaitMoreThan(epochs, run)) {
      Thread.sleep(random.nextInt(MOST_MILLIS));
      epochs = run.epochs(CELLS);
      Victim victim = Victim.values()[random.nextInt(Victim.values().length)];
      if (run.alive() && strike(victim, run, cluster)) {
        struck.merge(victim, 1, Integer::sum);
        System.out.printf("%d: %s, after %d epochs%n", total(), victim, epochs);
        if (victim == Victim.DRIVER) {
          run.end();
          run.start();
        }
      }
    }
    assertThat(run.end()).as("status of Maven; see %s", run.log()).isZero();
  }

  /**
   * @return false if the run has ended
   */
  private static boolean awaitMoreThan(int epochs, ClusterRun run)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_OF_PATIENCE);
    while (run.alive() && run.epochs(CELLS) <= epochs) {
      assertThat(System.nanoTime()).as("epochs in time; see %s", run.log()).isLessThan(deadline);
      Thread.sleep(50);
    }
    return run.alive();
  }

  /**
   * @return whether there was somebody to strike
   */
  private boolean strike(Victim victim, ClusterRun run, StandaloneCluster cluster)
      throws IOException {
    int node = random.nextInt(NODES.length);
    switch (victim) {
      case WORKER -> {
        cluster.killWorker(node);
        return true;
      }
      case EXECUTOR -> {
        return cluster.killExecutor(node);
      }
      default -> {
        return run.killDriver();
      }
    }
  }

  /** The run's files are those of the scenario's own build. */
  private void assertUndisturbed(ClusterRun run) throws IOException {
    for (String cell : CELLS) {
      CellDirectory here =
          new CellDirectory(basedir.toPath().resolve("target/dropblock/smoke/cells").resolve(cell));
      assertThat(CellContents.of(run.cell(cell)))
          .as("%s; see %s", cell, run.log())
          .isEqualTo(CellContents.of(here));
    }
  }

  private int total() {
    return struck.values().stream().mapToInt(Integer::intValue).sum();
  }
}
