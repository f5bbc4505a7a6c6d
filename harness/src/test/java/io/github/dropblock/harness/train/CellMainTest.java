package io.github.dropblock.harness.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.dropblock.harness.batch.Augmenter;
import io.github.dropblock.harness.batch.Batch;
import io.github.dropblock.harness.batch.Batches;
import io.github.dropblock.harness.chaos.Contents;
import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Optimizer;
import io.github.dropblock.harness.experiment.Phase;
import io.github.dropblock.harness.experiment.Regularizer;
import io.github.dropblock.harness.images.PixelCache;
import io.github.dropblock.harness.images.SplitManifest;
import io.github.dropblock.harness.network.NetworkSpec;
import io.github.dropblock.harness.network.Networks;
import io.github.dropblock.harness.rundir.CellDirectory;
import io.github.dropblock.harness.rundir.CellSettings;
import io.github.dropblock.harness.rundir.EpochMetrics;
import io.github.dropblock.harness.rundir.ExitCode;
import io.github.dropblock.harness.rundir.FeatureMaps;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CellMainTest {
  static final Regularizer BOTH = Regularizer.DROPOUT_DROPBLOCK;
  static final Phase[] PHASES = {
    new Phase(Optimizer.ADADELTA, 1, 2), new Phase(Optimizer.ADAMAX, 0.002, 2)
  };

  private static final Phase SHORT = new Phase(Optimizer.ADADELTA, 1, 1);

  /** Twenty images in batches of eight. */
  private static final int STEPS_AN_EPOCH = 3;

  @TempDir static Path images;
  @TempDir Path folder;

  private TestCell cell;

  @BeforeEach
  void folder() throws IOException {
    cell = new TestCell(images, folder.resolve("cell"));
  }

  @Test
  void leavesWhatAReportNeeds() throws IOException {
    CellDirectory done = uninterrupted(Network.ALEXNET).directory();

    assertThat(done.metrics()).extracting(EpochMetrics::epoch).containsExactly(1, 2, 3, 4);
    assertThat(done.metrics()).extracting(EpochMetrics::phase).containsExactly(1, 1, 2, 2);
    assertThat(done.predictions()).hasSize(6);
    assertThat(done.result())
        .hasValueSatisfying(
            result -> {
              assertThat(result.epochs()).isEqualTo(4);
              assertThat(result.testImages()).isEqualTo(6);
              assertThat(result.drops())
                  .hasSize(5)
                  .allSatisfy(
                      drop -> {
                        assertThat(drop.measuredKeep()).isBetween(0.4, 1.0);
                        assertThat(drop.expectedKeep()).isBetween(0.7, 0.9);
                      });
            });
  }

  @Test
  void leavesWhatDropBlockDoesToTheFirstTestImage() throws IOException {
    FeatureMaps maps = uninterrupted(Network.VGG_16).directory().featureMaps().orElseThrow();

    assertThat(maps.image())
        .isEqualTo(uninterrupted(Network.VGG_16).directory().predictions().get(0).image());
    assertThat(maps.layer()).isEqualTo("block3-conv3");
    assertThat(maps.height()).isEqualTo(8);
    assertThat(maps.channels()).hasSize(6);
    assertThat(maps.scale()).isGreaterThan(1);
    assertThat(maps.channels()).anySatisfy(channel -> assertThat(channel.mask()).contains(0));
    for (FeatureMaps.Channel channel : maps.channels()) {
      for (int cell = 0; cell < 64; cell++) {
        double kept =
            channel.mask()[cell] == 0 ? 0 : (channel.before()[cell] & 0xff) * maps.scale();
        // Both are rounded to whole numbers.
        assertThat((double) (channel.after()[cell] & 0xff)).isCloseTo(kept, within(1.2));
      }
    }
  }

  @Test
  void withoutDropBlockThereAreNoFeatureMaps() throws IOException {
    cell.train(Network.VGG_16, Regularizer.DROPOUT, 1, SHORT);

    assertThat(cell.directory().featureMaps()).isEmpty();
  }

  @Test
  void aTrainingRepeatedIsTheSameToTheLastBit() throws IOException {
    cell.train(Network.ALEXNET, BOTH, 1, PHASES);

    assertSame(cell, uninterrupted(Network.ALEXNET));
  }

  @ParameterizedTest
  @CsvSource({"ALEXNET, 1", "RESNET_34, 2", "VGG_16, 3"})
  void aTrainingKilledAndResumedIsTheSameToTheLastBit(Network network, int killedAfter)
      throws IOException {
    cell.train(network, BOTH, 1, first(killedAfter));
    killUnawares(cell);
    assertThat(cell.train(network, BOTH, 1, PHASES)).isEqualTo(ExitCode.DONE);

    assertSame(cell, uninterrupted(network));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "epoch,phase,tr"})
  void aTrainingKilledWhileItWroteItsFirstRowBeginsAnew(String written) throws IOException {
    Files.createDirectories(cell.directory().path());
    Files.writeString(cell.directory().metricsFile(), written);
    assertThat(cell.train(Network.ALEXNET, BOTH, 1, PHASES)).isEqualTo(ExitCode.DONE);

    assertSame(cell, uninterrupted(Network.ALEXNET));
  }

  private static TestCell uninterrupted(Network network) throws IOException {
    TestCell whole = new TestCell(images, images.resolve(network.id()));
    if (whole.directory().result().isEmpty()) {
      assertThat(whole.train(network, BOTH, 1, PHASES)).isEqualTo(ExitCode.DONE);
    }
    return whole;
  }

  /** The phases up to an epoch, which train alike. */
  static Phase[] first(int epochs) {
    Phase one = new Phase(Optimizer.ADADELTA, 1, Math.min(2, epochs));
    return epochs <= 2
        ? new Phase[] {one}
        : new Phase[] {one, new Phase(Optimizer.ADAMAX, 0.002, epochs - 2)};
  }

  /** Between an epoch's row and its checkpoint. */
  static void killUnawares(TestCell cell) throws IOException {
    CellDirectory directory = cell.directory();
    List<EpochMetrics> rows = directory.metrics();
    directory.append(new EpochMetrics(rows.size() + 1, 1, 9, 9, 9, 9, 9, 9));
    Files.delete(directory.resultFile());
    Files.delete(directory.predictionsFile());
    Files.delete(directory.featureMapsFile());
  }

  static void assertSame(TestCell actual, TestCell expected) throws IOException {
    assertThat(actual.directory().predictionsFile())
        .hasSameTextualContentAs(expected.directory().predictionsFile());
    assertThat(actual.directory().featureMapsFile())
        .hasSameTextualContentAs(expected.directory().featureMapsFile());
    assertThat(withoutTimes(actual)).isEqualTo(withoutTimes(expected)).isNotEmpty();
    assertThat(actual.directory().result().orElseThrow().drops())
        .isEqualTo(expected.directory().result().orElseThrow().drops());
    assertThat(model(actual).params()).isEqualTo(model(expected).params());
  }

  static List<EpochMetrics> withoutTimes(TestCell cell) throws IOException {
    return Contents.withoutTimes(cell.directory().metrics());
  }

  static ComputationGraph model(TestCell cell) throws IOException {
    return ModelSerializer.restoreComputationGraph(cell.directory().checkpointFile().toFile());
  }

  @Test
  void anotherSeedGivesAnotherTraining() throws IOException {
    TestCell one = uninterrupted(Network.ALEXNET);

    cell.train(Network.ALEXNET, BOTH, 2, PHASES);

    assertThat(withoutTimes(cell)).isNotEqualTo(withoutTimes(one));
    assertThat(model(cell).params().equals(model(one).params())).isFalse();
  }

  /** The second phase, done by hand on the first one's weights. */
  @Test
  void aPhaseStartsWithAFreshOptimizerAndIterationCount() throws IOException {
    TestCell firstPhase = new TestCell(images, folder.resolve("first phase"));
    Phase adaDelta = new Phase(Optimizer.ADADELTA, 1, 1);
    Phase adaMax = new Phase(Optimizer.ADAMAX, 0.002, 1);
    firstPhase.train(Network.ALEXNET, Regularizer.DROPBLOCK, 1, adaDelta);
    cell.train(Network.ALEXNET, Regularizer.DROPBLOCK, 1, adaDelta, adaMax);

    ComputationGraph byHand =
        secondPhase(cell.settings(Network.ALEXNET, Regularizer.DROPBLOCK, 1, adaDelta, adaMax));
    byHand.setParams(model(firstPhase).params());
    trainEpoch(byHand, 2);

    assertThat(model(cell).params()).isEqualTo(byHand.params());
    assertThat(Checkpoint.progress(cell.directory().checkpointFile()).iterations())
        .isEqualTo(STEPS_AN_EPOCH);
  }

  private static ComputationGraph secondPhase(CellSettings settings) {
    return Networks.build(
        new NetworkSpec(
            settings.cell().network(),
            settings.cell().regularizer(),
            settings.training(),
            2,
            settings.cell().seed(),
            1));
  }

  private void trainEpoch(ComputationGraph graph, int epoch) throws IOException {
    SplitManifest manifest = TestCell.manifest();
    Dl4jStep step = new Dl4jStep(graph, new Tensors(TestCell.IMAGE_SIZE, 2));
    try (PixelCache pixels = cell.pixels(manifest);
        Batches batches =
            Batches.training(
                new Augmenter(pixels, TestCell.IMAGE_SIZE, TestCell.AUGMENTATION, 1),
                manifest,
                TestCell.BATCH,
                1,
                epoch)) {
      for (Batch batch : batches) {
        step.train(batch);
      }
    }
  }

  @Test
  void aLossThatIsNoNumberEndsTheTrainingAndSaysSo() throws IOException {
    String log =
        logOf(
            ExitCode.DIVERGED,
            () ->
                cell.train(
                    Network.ALEXNET, Regularizer.NONE, 1, new Phase(Optimizer.ADAMAX, 1e30, 3)));

    assertThat(log).contains("the training loss became NaN in epoch 1 at learning rate 1.0E30");
    assertThat(cell.directory().result()).isEmpty();
  }

  @Test
  void aDamagedCheckpointIsNamedWithWhatToDo() throws IOException {
    Path checkpoint = cell.directory().checkpointFile();
    cell.train(Network.ALEXNET, BOTH, 1, SHORT);
    byte[] whole = Files.readAllBytes(checkpoint);
    Files.write(checkpoint, Arrays.copyOf(whole, whole.length / 2));

    String log = logOf(ExitCode.BAD_SETTINGS, () -> cell.train(Network.ALEXNET, BOTH, 1, PHASES));

    assertThat(log).contains(checkpoint + " is damaged (").contains("); delete it and run again");
  }

  @Test
  void aCheckpointOfAnotherNetworkIsRefused() throws IOException {
    cell.train(Network.ALEXNET, BOTH, 1, SHORT);

    String log = logOf(ExitCode.BAD_SETTINGS, () -> cell.train(Network.VGG_16, BOTH, 1, PHASES));

    assertThat(log).contains(cell.directory().checkpointFile() + " is damaged (coefficients.bin");
  }

  @Test
  void aCheckpointWithoutItsMetricsIsRefused() throws IOException {
    cell.train(Network.ALEXNET, BOTH, 1, SHORT);
    Files.delete(cell.directory().metricsFile());

    String log = logOf(ExitCode.BAD_SETTINGS, () -> cell.train(Network.ALEXNET, BOTH, 1, PHASES));

    assertThat(log)
        .contains("metrics.csv has 0 epochs, but checkpoint.zip has 1; delete both and run again");
  }

  private interface Run {
    ExitCode run() throws IOException;
  }

  private static String logOf(ExitCode expected, Run run) throws IOException {
    PrintStream err = System.err;
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
    try {
      assertThat(run.run()).isEqualTo(expected);
    } finally {
      System.setErr(err);
    }
    return log.toString(StandardCharsets.UTF_8);
  }
}
