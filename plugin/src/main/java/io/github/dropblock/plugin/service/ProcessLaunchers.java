package io.github.dropblock.plugin.service;

import io.github.dropblock.harness.cluster.ClusterLauncher;
import io.github.dropblock.harness.cluster.ClusterOptions;
import io.github.dropblock.harness.fork.ForkOptions;
import io.github.dropblock.harness.fork.ForkedJvm;
import io.github.dropblock.harness.schedule.CellLauncher;
import java.io.IOException;
import org.apache.maven.plugin.MojoFailureException;

/** Launchers that start processes. */
final class ProcessLaunchers implements Launchers {
  @Override
  public CellLauncher jvms(ForkOptions options, String mainClass) {
    return new ForkedJvm(options, mainClass);
  }

  @Override
  public void onCluster(ClusterOptions cluster, Launched work)
      throws MojoFailureException, IOException, InterruptedException {
    try (ClusterLauncher launcher = ClusterLauncher.open(cluster)) {
      work.with(launcher);
    }
  }
}
