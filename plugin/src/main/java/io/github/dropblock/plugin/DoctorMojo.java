package io.github.dropblock.plugin;

import io.github.dropblock.harness.backend.Coordinates;
import io.github.dropblock.plugin.download.Downloads;
import io.github.dropblock.plugin.download.Jars;
import io.github.dropblock.plugin.host.HostMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;

/** Says what {@code reproduce} with the same parameters would run where, and why. */
@Mojo(name = "doctor", requiresProject = false, aggregator = true, threadSafe = true)
public class DoctorMojo extends ClusterMojo {
  @Inject
  DoctorMojo(HostMachine machine, Downloads downloads) {
    super(machine, downloads);
  }

  @Override
  void perform() throws IOException {
    Jars jars = jars();
    // Before the plan, which fails where the GPU asked for can't be used.
    gpus(jars).lines().forEach(getLog()::info);
    LaunchPlan plan = plan();
    List<Coordinates> missing =
        plan.nd4j().artifacts(plan.platform(), plan.libraries()).stream()
            .filter(artifact -> !jars.has(artifact))
            .toList();
    Diagnosis.of(
            plan,
            missing,
            Files.exists(plan.request().inputs().cache()),
            machine().physicalMemory())
        .forEach(getLog()::info);
    plan.warnings().forEach(getLog()::warn);
  }
}
