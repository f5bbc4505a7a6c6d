package io.github.dropblock.harness.train;

import io.github.dropblock.harness.backend.Step;
import io.github.dropblock.harness.bench.NetworkSpeed;
import io.github.dropblock.harness.bench.StepSpeed;
import io.github.dropblock.harness.bench.StepsOrder;
import io.github.dropblock.harness.experiment.Regularizer;
import io.github.dropblock.harness.files.Json;
import io.github.dropblock.harness.fork.ParentWatch;
import io.github.dropblock.harness.images.PixelCache;
import io.github.dropblock.harness.images.SplitManifest;
import io.github.dropblock.harness.rundir.CellDirectory;
import io.github.dropblock.harness.rundir.CellSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a forked JVM runs to measure the training steps of one network. Its regularizers take turns,
 * a step each (or, queued on a GPU, some), so that whatever else the machine does meanwhile slows
 * all of them alike.
 */
public final class StepsMain {
  /** Rounds before any is timed: oneDNN chooses its kernels, and the JVM compiles. */
  private static final int WARM_UP = 5;

  private static final int FEWEST_ROUNDS = 5;

  private StepsMain() {}

  /** Ends the JVM with one of {@link io.github.dropblock.harness.rundir.ExitCode}. */
  public static void main(String[] arguments) {
    ParentWatch.start();
    CellDirectory directory = new CellDirectory(Path.of(arguments[0]));
    System.exit(CellMain.exitCode(directory, () -> measure(directory)).code());
  }

  static void measure(CellDirectory directory)
      throws CellMain.ExitException, IOException, DivergedException {
    CellSettings settings = CellMain.settings(directory);
    String backend = CellMain.backend(settings);
    StepsOrder order = StepsOrder.read(directory.path());
    SplitManifest manifest = CellMain.manifest(settings);
    List<TimedArm> arms = new ArrayList<>();
    long learnt = 0;
    for (Step step : order.steps()) {
      for (Regularizer regularizer : order.regularizers()) {
        LearnerTurns turns = LearnerTurns.of(settings.by(step), regularizer);
        learnt = turns.learnt();
        arms.add(new TimedArm(regularizer, step.kind().id(), turns));
      }
    }
    try (PixelCache pixels = CellMain.pixels(settings);
        EndlessBatches batches =
            new EndlessBatches(CellMain.augmenter(settings, pixels), manifest, settings);
        PeerArms peers = new PeerArms(directory.path(), settings, order, learnt)) {
      arms.addAll(peers.arms());
      for (int round = 0; round < WARM_UP; round++) {
        turns(arms, batches);
      }
      arms.forEach(TimedArm::forget);
      long start = System.nanoTime();
      long waited = batches.waited();
      long end = start + (long) (order.seconds() * arms.size() * 1e9);
      for (int round = 0; round < FEWEST_ROUNDS || System.nanoTime() < end; round++) {
        turns(arms, batches);
      }
      double waiting = (double) (batches.waited() - waited) / (System.nanoTime() - start);
      Json.write(
          StepsOrder.answer(directory.path()),
          new NetworkSpeed(backend, waiting, speeds(settings, arms, peers), peers.lines()));
    }
  }

  private static void turns(List<TimedArm> arms, EndlessBatches batches)
      throws DivergedException, IOException {
    for (TimedArm arm : arms) {
      arm.turn(batches);
    }
  }

  private static List<StepSpeed> speeds(
      CellSettings settings, List<TimedArm> arms, PeerArms peers) {
    return arms.stream()
        .map(
            arm ->
                arm.speed(
                    settings,
                    find(arms, Regularizer.NONE, arm.step()),
                    find(arms, arm.regularizer(), Step.StepKind.DL4J.id())
                        .filter(other -> other != arm),
                    peers.arms().contains(arm)
                        ? Optional.empty()
                        : peers.fastest(arm.regularizer())))
        .toList();
  }

  private static Optional<TimedArm> find(
      List<TimedArm> arms, Regularizer regularizer, String step) {
    return arms.stream()
        .filter(arm -> arm.regularizer() == regularizer && arm.step().equals(step))
        .findFirst();
  }
}
