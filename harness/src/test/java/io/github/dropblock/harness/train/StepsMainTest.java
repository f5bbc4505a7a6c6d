package io.github.dropblock.harness.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.dropblock.harness.backend.Backend;
import io.github.dropblock.harness.backend.Step;
import io.github.dropblock.harness.batch.Batch;
import io.github.dropblock.harness.bench.NetworkSpeed;
import io.github.dropblock.harness.bench.StepSpeed;
import io.github.dropblock.harness.bench.StepsOrder;
import io.github.dropblock.harness.draw.DrawnSource;
import io.github.dropblock.harness.experiment.Cell;
import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Profile;
import io.github.dropblock.harness.experiment.Protocol;
import io.github.dropblock.harness.experiment.Regularizer;
import io.github.dropblock.harness.files.Json;
import io.github.dropblock.harness.images.ImageProgress;
import io.github.dropblock.harness.images.PixelCache;
import io.github.dropblock.harness.images.SplitManifest;
import io.github.dropblock.harness.rundir.CellDirectory;
import io.github.dropblock.harness.rundir.CellSettings;
import io.github.dropblock.harness.rundir.DataReference;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StepsMainTest {
  @TempDir Path folder;

  @Test
  void regularizersTakeTurnsAndAreComparedWithNone() throws Exception {
    CellDirectory cell = new CellDirectory(folder.resolve("alexnet"));
    Json.write(cell.settingsFile(), settings());
    Json.write(
        cell.path().resolve("order.json"),
        new StepsOrder(
            List.of(Regularizer.NONE, Regularizer.DROPBLOCK),
            List.of(
                new Step(Step.StepKind.COMPILED, Step.Instructions.ANY, 1),
                new Step(Step.StepKind.DL4J, Step.Instructions.ANY, 1)),
            List.of(),
            0.1));

    StepsMain.measure(cell);

    NetworkSpeed speed = Json.read(StepsOrder.answer(cell.path()), NetworkSpeed.class);
    assertThat(speed.backend()).startsWith("ND4J CPU");
    assertThat(speed.waitingShare()).isBetween(0.0, 1.0);
    assertThat(speed.steps())
        .extracting(StepSpeed::step, StepSpeed::regularizer)
        .containsExactly(
            tuple("compiled", "none"),
            tuple("compiled", "dropblock"),
            tuple("dl4j", "none"),
            tuple("dl4j", "dropblock"));
    assertThat(speed.steps()).allMatch(step -> step.steps() >= 5 && step.stepMs() > 0);
    assertThat(speed.steps().get(0).overNone()).isZero();
    assertThat(speed.steps().get(1).overDl4j()).isGreaterThan(1);
    assertThat(speed.steps().get(3).overDl4j()).isNull();
    assertThat(speed.steps().get(0).primitivesMs())
        .isPositive()
        .isLessThan(1.5 * speed.steps().get(0).cpuMs());
    assertThat(speed.steps().get(3).primitivesMs()).isNull();
    assertThat(speed.steps().get(0).steps()).isEqualTo(speed.steps().get(1).steps());
  }

  @Test
  void whereStepsAreQueuedATurnIsAsManyAsAreQueuedAtATime() throws Exception {
    CellSettings settings = settings();
    AtomicInteger trained = new AtomicInteger();
    TimedArm none = new TimedArm(Regularizer.NONE, "dl4j", LearnerTurns.of(queued(trained, 1)));
    TimedArm slow =
        new TimedArm(Regularizer.DROPBLOCK, "dl4j", LearnerTurns.of(queued(trained, 60)));
    try (PixelCache pixels = CellMain.pixels(settings);
        EndlessBatches batches =
            new EndlessBatches(
                CellMain.augmenter(settings, pixels), CellMain.manifest(settings), settings)) {
      for (int round = 0; round < 3; round++) {
        none.turn(batches);
        slow.turn(batches);
      }
    }

    assertThat(trained).hasValue(2 * 3 * 4);
    StepSpeed speed = slow.speed(settings, Optional.of(none), Optional.empty(), Optional.empty());
    assertThat(speed.steps()).isEqualTo(3 * 4);
    assertThat(speed.stepMs()).isGreaterThanOrEqualTo(60);
    // By the clock: this thread's own processor time is next to nothing in both.
    assertThat(speed.overNone()).isGreaterThan(0.5);
  }

  /** Four steps at a time, which wait as for a GPU. */
  private static TrainingStep queued(AtomicInteger trained, int milliseconds) {
    return new TrainingStep() {
      @Override
      public int stepsAtATime() {
        return 4;
      }

      @Override
      public StepOutcome train(Batch batch) {
        trained.incrementAndGet();
        try {
          Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
          throw new AssertionError(e);
        }
        return new StepOutcome(0.5, 1, batch.count());
      }
    };
  }

  private CellSettings settings() throws IOException {
    Protocol protocol = Profile.SMOKE.protocol();
    DrawnSource source = DrawnSource.catsAndDogs(68);
    SplitManifest manifest = SplitManifest.of(source, 68, ImageProgress.SILENT);
    Path split = folder.resolve("split.csv");
    manifest.write(split);
    int side = protocol.augmentation().sourceSize(protocol.imageSize());
    try (PixelCache pixels =
        PixelCache.openOrBuild(folder, source, manifest, side, ImageProgress.SILENT)) {
      return new CellSettings(
          CellSettings.SCHEMA,
          new Cell(Network.ALEXNET, Regularizer.NONE, 1),
          protocol.training(Network.ALEXNET),
          new DataReference(
              split.toString(),
              pixels.file().toString(),
              manifest.fingerprint(),
              manifest.classes()),
          null,
          Backend.CPU,
          "1.0.0-M1.1",
          null,
          null);
    }
  }
}
