package io.github.dropblock.plugin;

import io.github.dropblock.harness.schedule.CellLauncher;
import io.github.dropblock.harness.schedule.Pretrainer;
import io.github.dropblock.plugin.download.Downloads;
import io.github.dropblock.plugin.host.HostMachine;
import io.github.dropblock.plugin.service.Launchers;
import java.io.IOException;
import java.nio.file.Path;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Trains VGG-16 on images of other things than cats and dogs, and keeps the weights in the cache,
 * where {@code reproduce} with the same settings finds them.
 */
@Mojo(name = "pretrain", requiresProject = false, aggregator = true, threadSafe = true)
public class PretrainMojo extends ClusterMojo {
  private final Launchers launchers;

  @Inject
  PretrainMojo(HostMachine machine, Downloads downloads, Launchers launchers) {
    super(machine, downloads);
    this.launchers = launchers;
  }

  @Override
  boolean goesOn() {
    return true;
  }

  @Override
  void perform() throws MojoFailureException, IOException, InterruptedException {
    LaunchPlan plan = plan();
    fetch();
    train(plan, launchers, launcher -> pretrain(plan, launcher));
  }

  private void pretrain(LaunchPlan plan, CellLauncher launcher)
      throws IOException, InterruptedException {
    Pretrainer pretrainer = new Pretrainer(launcher, progress(plan));
    for (Path weights : pretrainer.run(plan.request())) {
      getLog().info("Weights: " + weights);
    }
  }
}
