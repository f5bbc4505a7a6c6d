package io.github.dropblock.plugin;

import io.github.dropblock.harness.backend.Step;
import io.github.dropblock.harness.batch.Batches;
import io.github.dropblock.harness.bench.Bench;
import io.github.dropblock.harness.bench.BenchRequest;
import io.github.dropblock.harness.bench.ImagesMain;
import io.github.dropblock.harness.fork.ForkOptions;
import io.github.dropblock.plugin.download.Downloads;
import io.github.dropblock.plugin.host.HostMachine;
import io.github.dropblock.plugin.service.Launchers;
import java.io.IOException;
import java.util.List;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Measures how fast photos are decoded and augmented, and how long each network's training step
 * takes under each regularizer. Leaves {@code bench.json} and {@code bench.md} in a run directory
 * of its own, {@code bench}.
 */
@Mojo(name = "bench", requiresProject = false, aggregator = true, threadSafe = true)
public class BenchMojo extends MachineMojo {

  /** How long each stage, and each kind of training step, is measured, seconds. */
  @Parameter(property = "dropblock.benchSeconds", defaultValue = "3")
  private double benchSeconds;

  /**
   * Sides of a network's input for which decoding and augmenting are measured, pixels; {@code none}
   * measures training steps alone.
   */
  @Parameter(property = "dropblock.benchSizes", defaultValue = "64,224")
  private List<String> benchSizes;

  /**
   * Commands of Pythons, such as {@code python3}, whose PyTorch takes steps of the same networks in
   * turns with this project's own; one without PyTorch is passed over. The default is none.
   */
  @Parameter(property = "dropblock.benchPeer")
  private List<String> benchPeer;

  private final Launchers launchers;

  @Inject
  BenchMojo(HostMachine machine, Downloads downloads, Launchers launchers) {
    super(machine, downloads);
    this.launchers = launchers;
  }

  @Override
  void perform() throws IOException, InterruptedException {
    LaunchPlan plan = plan();
    fetch();
    BenchRequest request = request(plan);
    int arms = plan.request().matrix().regularizers().size() * request.steps().size();
    ForkOptions options = forks(plan).get(0).times(arms);
    new Bench(
            launchers.jvms(options.allHeap(), ImagesMain.class.getName()),
            launchers.jvms(options, Bench.STEPS),
            getLog()::info)
        .run(request)
        .forEach(getLog()::info);
    getLog().info("Results: " + request.folder().resolve("bench.json"));
  }

  /**
   * The step that was asked for, or else the compiled one with DL4J's beside it: a JVM has one
   * executioner.
   */
  private List<Step> steps(LaunchPlan plan) {
    Step chosen = plan.step();
    return stepAskedFor() || chosen.kind() != Step.StepKind.COMPILED
        ? List.of(chosen)
        : List.of(chosen, new Step(Step.StepKind.DL4J, Step.Instructions.AVX2, chosen.threads()));
  }

  private List<Integer> sizes() {
    return benchSizes.equals(List.of("none"))
        ? List.of()
        : benchSizes.stream().map(BenchMojo::size).toList();
  }

  private static int size(String text) {
    try {
      return Integer.parseInt(text.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "'%s' is no size in pixels; -Ddropblock.benchSizes takes sizes, or none on its own for training steps alone"
              .formatted(text),
          e);
    }
  }

  private BenchRequest request(LaunchPlan plan) {
    return new BenchRequest(
        directory(runName("bench")).path(),
        plan.request().inputs().cache(),
        plan.request().inputs().data(),
        plan.request().matrix(),
        plan.request().protocol(),
        sizes(),
        benchSeconds,
        Math.min(plan.machine().cores(), Batches.MOST_THREADS),
        steps(plan),
        benchPeer == null ? List.of() : benchPeer,
        plan.setup().backend(),
        plan.request().versions().deeplearning4j());
  }
}
