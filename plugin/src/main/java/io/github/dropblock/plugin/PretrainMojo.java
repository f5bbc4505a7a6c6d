package io.github.dropblock.plugin;

import io.github.dropblock.harness.schedule.CellLauncher;
import io.github.dropblock.harness.schedule.Pretrainer;
import java.io.IOException;
import java.nio.file.Path;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.eclipse.aether.RepositorySystem;

/**
 * Trains VGG-16 on images of other things than cats and dogs, and keeps the weights in the cache,
 * where {@code reproduce} with the same settings finds them.
 */
@Mojo(name = "pretrain", requiresProject = false, aggregator = true, threadSafe = true)
public class PretrainMojo extends ClusterMojo {
  private final RepositorySystem repositories;

  @Inject
  PretrainMojo(RepositorySystem repositories) {
    this.repositories = repositories;
  }

  @Override
  boolean goesOn() {
    return true;
  }

  @Override
  void perform() throws MojoFailureException, IOException, InterruptedException {
    LaunchPlan plan = plan();
    fetch();
    train(plan, repositories, launcher -> pretrain(plan, launcher));
  }

  private void pretrain(LaunchPlan plan, CellLauncher launcher)
      throws IOException, InterruptedException {
    Pretrainer pretrainer = new Pretrainer(launcher, progress(plan));
    for (Path weights : pretrainer.run(plan.request())) {
      getLog().info("Weights: " + weights);
    }
  }
}
