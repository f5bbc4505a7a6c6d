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
 * Nodes that can't train, and masters that don't take a run: each is told in a line that names it,
 * and the cells are trained by the nodes that work.
 */
public final class SickNodes {
  private static final String[] CELLS = {
    "alexnet-none-s1", "alexnet-dropout-s1", "alexnet-dropout-dropblock-s1"
  };

  /** A file system of its own, of so many megabytes, in place of a folder; then what follows. */
  private static final String[] SMALL_DISK = {
    "unshare", "-rm", "sh", "-c", "mount -t tmpfs -o size=$1m none \"$0\" && shift && exec \"$@\""
  };

  /** The same, and as soon as a cell there has left a checkpoint, nothing more fits on it. */
  private static final String[] FILLING_DISK = {
    "unshare",
    "-rm",
    "sh",
    "-c",
    """
    mount -t tmpfs -o size=$1m none "$0" || exit 1
    (
      until ls "$0"/node/cells/*/checkpoint.zip >/dev/null 2>&1; do
        kill -0 $$ || exit
        sleep 0.2
      done
      head -c 4G /dev/zero >"$0/filler"
    ) 2>/dev/null &
    shift
    exec "$@"
    """
  };

  /** Nothing can be written into a folder. */
  private static final String[] READ_ONLY = {
    "unshare", "-rm", "sh", "-c", "mount -t tmpfs -o ro none \"$0\" && shift && exec \"$@\""
  };

  /** There is a megabyte where programs put files for a while. */
  private static final String[] SMALL_TMP = {
    "unshare", "-rm", "sh", "-c", "mount -t tmpfs -o size=1m none /tmp && shift && exec \"$@\""
  };

  private static final String NONE = "none";

  private SickNodes() {}

  /**
   * After the scenario's own build, which had no cluster.
   *
   * @param otherSpark folder of another version's own jars (spark-core and what else begins with
   *     spark-), for a node of its own, or {@code none}
   */
  public static void verify(File basedir, File localRepository, String otherSpark)
      throws IOException, InterruptedException {
    try (SilentMaster master =
        ClusterRun.fresh(basedir, localRepository, "silent").silentMaster()) {
      Path folder = basedir.toPath().resolve("cluster");
      boolean disks = succeeds("unshare", "-rm", "true");
      if (!disks) {
        System.out.println("Full disks: not tested, since unshare -rm makes no file systems here");
      }
      try (StandaloneCluster cluster =
              new StandaloneCluster(folder, master.classPath(), nodes(folder, disks, otherSpark));
          ClusterRun run = ClusterRun.fresh(basedir, localRepository, "run");
          ClusterRun stranger = ClusterRun.fresh(basedir, localRepository, "stranger")) {
        run.on(cluster, "spark.dropblock.checkpointMinutes=0.03\n").finish();
        assertUndisturbed(basedir.toPath(), run);
        assertTold(run, disks);
        if (!otherSpark.equals(NONE)) {
          assertThat(run.said())
              .containsPattern(
                  "Cluster: 127.0.0.[48](, executor \\d+)? (can't start an executor .* it needs Spark \\d|can't train a cell: its Spark is|fails a cell .* must run Spark)");
        }
        assertSecretsMustAgree(stranger.on(cluster, "spark.authenticate.secret=another\n"));
      }
      assertThat(master.complaint())
          .contains(
              master.url()
                  + " is there, but does not take the run; it may run another Spark than ");
    }
  }

  private static StandInNode[] nodes(Path folder, boolean disks, String otherSpark)
      throws IOException {
    List<StandInNode> nodes = new ArrayList<>();
    nodes.add(StandInNode.of("well"));
    nodes.add(StandInNode.of("old-java").javaHome(oldJava(folder.resolve("old-java/jdk"))));
    if (disks) {
      nodes.add(StandInNode.of("small").startedBy(onDisk(SMALL_DISK, folder, "small", 100)));
      nodes.add(StandInNode.of("full").startedBy(onDisk(FILLING_DISK, folder, "full", 1200)));
      nodes.add(StandInNode.of("read-only").startedBy(onDisk(READ_ONLY, folder, "read-only", 0)));
      nodes.add(StandInNode.of("small-tmp").startedBy(onDisk(SMALL_TMP, folder, "small-tmp", 0)));
    }
    if (!otherSpark.equals(NONE)) {
      nodes.add(StandInNode.of("other-spark").spark(Path.of(otherSpark)));
    }
    return nodes.toArray(StandInNode[]::new);
  }

  private static String[] onDisk(String[] command, Path folder, String node, int megabytes)
      throws IOException {
    List<String> all = new ArrayList<>(List.of(command));
    all.add(Files.createDirectories(folder.resolve(node).resolve("home")).toRealPath().toString());
    all.add(Integer.toString(megabytes));
    return all.toArray(String[]::new);
  }

  /** Says what a JVM of Java 11 says of Spark 4's classes. */
  private static Path oldJava(Path home) throws IOException {
    Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
    Files.writeString(
        java,
        """
        #!/bin/sh
        echo 'java.lang.UnsupportedClassVersionError: class file version 61.0' >&2
        exit 1
        """);
    assertThat(java.toFile().setExecutable(true)).isTrue();
    return home;
  }

  private static boolean succeeds(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command).start().waitFor() == 0;
    } catch (IOException noSuchProgram) {
      return false;
    }
  }

  private static void assertUndisturbed(Path basedir, ClusterRun run) throws IOException {
    for (String cell : CELLS) {
      CellDirectory here =
          new CellDirectory(basedir.resolve("target/dropblock/smoke/cells").resolve(cell));
      assertThat(CellContents.of(run.cell(cell)))
          .as("%s; see %s", cell, run.log())
          .isEqualTo(CellContents.of(here));
    }
  }

  private static void assertTold(ClusterRun run, boolean disks) throws IOException {
    assertThat(run.said())
        .containsPattern(
            "Cluster: 127.0.0.3 can't start an executor \\(Command exited with code 1\\); .*stderr.* Java 17 .*; the run goes on without it");
    if (disks) {
      assertThat(run.said())
          .containsPattern(
              "Cluster: 127.0.0.4, executor \\d+ can't train a cell: .*/node has \\d+ MB free, and \\S+ needs \\d+ MB; free space there")
          .containsPattern(
              "Cluster: 127.0.0.5, executor \\d+ can't train a cell: .*could not be written.*; free disk space")
          .containsPattern(
              "Cluster: 127.0.0.6, executor \\d+ can't train a cell: .*/node can't be made \\(Read-only file system\\); choose another folder on the nodes with spark.dropblock.nodeCache")
          .containsPattern(
              "Cluster: .*127.0.0.7.* No space left on device.*; free some in spark.local.dir there");
    }
  }

  private static void assertSecretsMustAgree(ClusterRun run)
      throws IOException, InterruptedException {
    run.start();
    assertThat(run.end()).as("status of Maven; see %s", run.log()).isNotZero();
    assertThat(run.said())
        .contains("is there, but does not take the run")
        .contains("or want another spark.authenticate.secret; set that in -Ddropblock.sparkConf");
  }
}
