package io.github.dropblock.plugin.service;

import io.github.dropblock.harness.cluster.ClusterOptions;
import io.github.dropblock.harness.fork.ForkOptions;
import io.github.dropblock.harness.schedule.CellLauncher;
import java.io.IOException;
import org.apache.maven.plugin.MojoFailureException;

/** Starts the JVMs that train or measure. */
public interface Launchers {
  /** Work that is done with a launcher. */
  @FunctionalInterface
  interface Launched {
    void with(CellLauncher launcher) throws MojoFailureException, IOException, InterruptedException;
  }

  /**
   * Starts a JVM on this machine for each cell.
   *
   * @param mainClass that the JVM runs, given the cell's folder
   */
  CellLauncher jvms(ForkOptions options, String mainClass);

  /**
   * Does work with a launcher whose cells a cluster trains. The cluster is left when the work ends.
   *
   * @throws IOException in a line for the user, if the cluster can't be reached; or of the work
   */
  void onCluster(ClusterOptions cluster, Launched work)
      throws MojoFailureException, IOException, InterruptedException;
}
