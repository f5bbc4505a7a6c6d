package io.github.dropblock.plugin;

import io.github.dropblock.harness.backend.Coordinates;
import io.github.dropblock.plugin.host.HostResources;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.eclipse.aether.RepositorySystem;

/** Says what {@code reproduce} with the same parameters would run where, and why. */
@Mojo(name = "doctor", requiresProject = false, aggregator = true, threadSafe = true)
public class DoctorMojo extends ClusterMojo {
  private final RepositorySystem repositories;

  @Inject
  DoctorMojo(RepositorySystem repositories) {
    this.repositories = repositories;
  }

  @Override
  void perform() throws IOException {
    ForkClassPath classPath = new ForkClassPath(repositories, session(), getLog()::info);
    // Before the plan, which fails where the GPU asked for can't be used.
    gpus(classPath::isCached).lines().forEach(getLog()::info);
    LaunchPlan plan = plan();
    List<Coordinates> missing =
        plan.nd4j().artifacts(plan.platform(), plan.libraries()).stream()
            .filter(artifact -> !classPath.isCached(artifact))
            .toList();
    Diagnosis.of(
            plan,
            missing,
            Files.exists(plan.request().inputs().cache()),
            HostResources.physicalMemory())
        .forEach(getLog()::info);
    plan.warnings().forEach(getLog()::warn);
  }
}
