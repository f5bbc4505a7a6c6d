package io.github.dropblock.plugin;

import io.github.dropblock.harness.cluster.ClusterOptions;
import io.github.dropblock.harness.fork.ForkedJvm;
import io.github.dropblock.plugin.download.Downloads;
import io.github.dropblock.plugin.download.Jars;
import io.github.dropblock.plugin.host.HostMachine;
import io.github.dropblock.plugin.parameters.FlagAdvice;
import io.github.dropblock.plugin.parameters.SparkSettings;
import io.github.dropblock.plugin.service.Launchers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;

/** The parameters of a cluster that cells may run on. */
abstract class ClusterMojo extends MachineMojo {

  /**
   * Master of an Apache Spark cluster to train the cells on, such as {@code spark://host:7077}; its
   * Spark must be this version's. {@code local-cluster[2,1,2048]} tries it on this machine: 2
   * workers with 1 core and 2,048 MB each. The default is this machine, without Spark.
   */
  @Parameter(property = "dropblock.spark")
  private String spark;

  /**
   * Spark's own settings, such as {@code spark.cores.max=16,spark.executor.memory=2g}, or a
   * properties file of them. They are not written down anywhere.
   */
  @Parameter(property = "dropblock.sparkConf")
  private String sparkConf;

  /**
   * Whether all nodes of the cluster see this machine's files under the same paths, so that nothing
   * has to be copied.
   */
  @Parameter(property = "dropblock.sparkShared", defaultValue = "false")
  private boolean sparkShared;

  ClusterMojo(HostMachine machine, Downloads downloads) {
    super(machine, downloads);
  }

  @Override
  final Optional<String> master() {
    return Optional.ofNullable(spark).map(String::strip);
  }

  /** Trains here, or on the cluster that was asked for. */
  final void train(LaunchPlan plan, Launchers launchers, Launchers.Launched training)
      throws MojoFailureException, IOException, InterruptedException {
    if (plan.master().isEmpty()) {
      training.with(launcher(plan, launchers));
      return;
    }
    SparkSettings settings = SparkSettings.parse(sparkConf, this::inProject);
    launchers.onCluster(options(plan, plan.master().get(), settings), training);
  }

  private ClusterOptions options(LaunchPlan plan, String master, SparkSettings settings)
      throws IOException {
    Jars jars = jars();
    List<Path> driver = jars.ofSpark(master, true);
    List<Path> jobJars = new ArrayList<>(driver);
    jobJars.removeAll(jars.ofSpark(master, false));
    return new ClusterOptions(
        master,
        settings.values(),
        driver,
        jobJars,
        sparkShared,
        forks(plan).get(0),
        epochLimit(),
        ForkedJvm.TRAINING,
        plan.request().directory().path().resolve("cluster"),
        notice -> getLog().info(FlagAdvice.WORDS.sentence(notice)));
  }
}
