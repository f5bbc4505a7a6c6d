package io.github.dropblock.plugin;

import io.github.dropblock.harness.cluster.ClusterOptions;
import io.github.dropblock.harness.files.Json;
import io.github.dropblock.harness.fork.ForkOptions;
import io.github.dropblock.harness.rundir.CellDirectory;
import io.github.dropblock.harness.rundir.CellResult;
import io.github.dropblock.harness.rundir.EpochMetrics;
import io.github.dropblock.harness.schedule.CellLauncher;
import io.github.dropblock.plugin.service.Launchers;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.maven.plugin.MojoFailureException;

/** Starts no process: what a JVM would do is done here, and kept. */
final class StubLaunchers implements Launchers {
  /** How JVMs of this machine would have been started, and what they would have run. */
  final List<ForkOptions> forks = new ArrayList<>();

  final List<String> mainClasses = new ArrayList<>();
  final List<ClusterOptions> clusters = new ArrayList<>();

  /** The folders of what was launched, in that order, with where if that is a cluster. */
  final List<String> launched = new ArrayList<>();

  private final Map<String, CellLauncher> behaviours = new HashMap<>();

  /** What launching a cell comes to instead of success. */
  StubLaunchers when(String cell, CellLauncher behaviour) {
    behaviours.put(cell, behaviour);
    return this;
  }

  @Override
  public CellLauncher jvms(ForkOptions options, String mainClass) {
    forks.add(options);
    mainClasses.add(mainClass);
    return cell -> launch(cell, "");
  }

  @Override
  public void onCluster(ClusterOptions cluster, Launched work)
      throws MojoFailureException, IOException, InterruptedException {
    clusters.add(cluster);
    work.with(cell -> launch(cell, " on " + cluster.master()));
  }

  private int launch(CellDirectory cell, String where) throws IOException, InterruptedException {
    String name = cell.path().getFileName().toString();
    synchronized (launched) {
      launched.add(name + where);
    }
    return behaviours.getOrDefault(name, StubLaunchers::train).launch(cell);
  }

  /** Leaves what a training would. */
  static int train(CellDirectory cell) throws IOException {
    int epochs = cell.settings().orElseThrow().training().epochs();
    for (int epoch = 1; epoch <= epochs; epoch++) {
      cell.append(new EpochMetrics(epoch, 1, 0.7, 0.5, 0.7, 0.5, 2, 100));
    }
    Files.writeString(cell.checkpointFile(), "weights of " + cell.path().getFileName());
    Json.write(
        cell.resultFile(),
        new CellResult(
            CellResult.SCHEMA, epochs, 6, 5, 0.5, 1000, 2, "CPU", List.of(), Instant.EPOCH, null));
    return 0;
  }
}
