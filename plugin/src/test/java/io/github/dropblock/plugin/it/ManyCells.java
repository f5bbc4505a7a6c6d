package io.github.dropblock.plugin.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Stand-ins for a great many cells in one run, on nodes with stand-ins for GPUs. The driver's
 * memory does not grow with the cells; no GPU is ever given to two; a network that is counted for
 * two cores has them to itself; a node whose GPUs can't be used is left out.
 */
public final class ManyCells {
  private static final StandInNode[] NODES = {
    StandInNode.of("node-1").cores(2).gpus("0", "1"),
    StandInNode.of("node-2").cores(2).gpus("2", "3"),
    StandInNode.of("broken")
        .cores(2)
        .gpus(StandInTraining.UNUSABLE + "-1", StandInTraining.UNUSABLE + "-2")
  };

  /** What two measurements of the same may differ by: caches fill, and code is loaded. */
  private static final long ALLOWANCE = 8L << 20;

  private ManyCells() {}

  /** After the scenario's own build, which trained a cell for others to pretend. */
  public static void verify(File basedir, File localRepository, int cells)
      throws IOException, InterruptedException {
    String jars;
    try (SilentMaster master = ClusterRun.fresh(basedir, localRepository, "jars").silentMaster()) {
      jars = master.classPath();
    }
    Path trained =
        basedir.toPath().toAbsolutePath().resolve("target/dropblock/smoke/cells/alexnet-none-s1");
    Path agent = StandInTraining.jar(basedir.toPath().toAbsolutePath().resolve("stand-in.jar"));
    Path folder = basedir.toPath().resolve("cluster");
    try (StandaloneCluster cluster = new StandaloneCluster(folder, jars, NODES);
        ClusterRun run = ClusterRun.fresh(basedir, localRepository, "run")) {
      run.on(
          cluster,
          """
                  spark.executor.resource.gpu.amount=2
                  spark.task.resource.gpu.amount=1
                  spark.dropblock.taskCpus.resnet-34=2
                  """,
          "-Ddropblock.networks=alexnet,resnet-34",
          "-Ddropblock.seeds=" + cells / 2,
          "-Ddropblock.step=dl4j",
          "-Ddropblock.jvmArguments=-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -javaagent:"
              + agent
              + "="
              + trained);
      run.start();
      Map<Integer, LiveHeap> heaps = watch(run, cells);
      assertThat(run.end()).as("status of Maven; see %s", run.log()).isZero();
      assertThat(run.report()).isNotEmptyFile();
      assertFlat(heaps);
      assertThat(run.said())
          .containsPattern("Cluster: 127.0.0.4, executor \\d+ can't train a cell: another ND4J")
          .containsPattern("Cluster: executor \\d+ on 127.0.0.4 gets no more cells");
    }
    assertShared(StandInShift.beside(trained), cells);
  }

  /** Measures the driver after a tenth of the cells, half, and nine tenths. */
  private static Map<Integer, LiveHeap> watch(ClusterRun run, int cells)
      throws IOException, InterruptedException {
    Map<Integer, LiveHeap> heaps = new TreeMap<>();
    for (int part : new int[] {1, 5, 9}) {
      int done = cells * part / 10;
      while (run.alive() && finished(run) < done) {
        Thread.sleep(200);
      }
      int now = finished(run);
      for (ProcessHandle driver : run.drivers()) {
        heaps.put(now, LiveHeap.of(driver));
        System.out.printf(
            "after %d stand-in cells: the driver %s; Maven %s%n", now, heaps.get(now), run.cost());
      }
    }
    return heaps;
  }

  private static int finished(ClusterRun run) throws IOException {
    Path cells = run.cells();
    if (Files.notExists(cells)) {
      return 0;
    }
    try (Stream<Path> folders = Files.list(cells)) {
      return (int) folders.filter(cell -> Files.exists(cell.resolve("result.json"))).count();
    }
  }

  private static void assertFlat(Map<Integer, LiveHeap> heaps) {
    List<Long> live = heaps.values().stream().map(LiveHeap::liveBytes).toList();
    assertThat(live).hasSize(3);
    assertThat(live.get(1)).as("half, beside a tenth").isLessThan(live.get(0) + ALLOWANCE);
    assertThat(live.get(2)).as("nine tenths, beside half").isLessThan(live.get(1) + ALLOWANCE);
  }

  private static void assertShared(List<StandInShift> shifts, int cells) {
    assertThat(shifts).hasSize(cells);
    Map<String, List<StandInShift>> byGpu =
        shifts.stream().collect(Collectors.groupingBy(StandInShift::gpu));
    assertThat(byGpu.keySet()).isSubsetOf("0", "1", "2", "3");
    byGpu.forEach((gpu, ofOne) -> assertThat(overlaps(ofOne)).as("on GPU %s", gpu).isEmpty());

    List<String> pairs =
        shifts.stream().collect(Collectors.groupingBy(StandInShift::node)).values().stream()
            .flatMap(ofOne -> overlaps(ofOne).stream())
            .distinct()
            .toList();
    assertThat(pairs).as("networks side by side on a node").containsExactly("alexnet alexnet");
  }

  /** Networks of those that were at work at the same time. */
  private static List<String> overlaps(List<StandInShift> shifts) {
    List<String> pairs = new ArrayList<>();
    for (int i = 0; i < shifts.size(); i++) {
      for (StandInShift other : shifts.subList(i + 1, shifts.size())) {
        if (shifts.get(i).overlaps(other)) {
          pairs.add(shifts.get(i).network() + " " + other.network());
        }
      }
    }
    return pairs;
  }
}
