package io.github.dropblock.harness.train;

import io.github.dropblock.harness.batch.Augmenter;
import io.github.dropblock.harness.batch.Batch;
import io.github.dropblock.harness.batch.Batches;
import io.github.dropblock.harness.experiment.Phase;
import io.github.dropblock.harness.experiment.Training;
import io.github.dropblock.harness.files.Json;
import io.github.dropblock.harness.images.Split;
import io.github.dropblock.harness.images.SplitManifest;
import io.github.dropblock.harness.network.NetworkSpec;
import io.github.dropblock.harness.network.Networks;
import io.github.dropblock.harness.network.PretrainedWeights;
import io.github.dropblock.harness.regularize.DropBlock;
import io.github.dropblock.harness.rundir.CellDirectory;
import io.github.dropblock.harness.rundir.CellResult;
import io.github.dropblock.harness.rundir.CellSettings;
import io.github.dropblock.harness.rundir.EpochMetrics;
import io.github.dropblock.harness.rundir.FeatureMaps;
import io.github.dropblock.harness.rundir.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * Trains a cell epoch by epoch, from its checkpoint if there is one, and leaves its result.
 *
 * <p>After an epoch come first its row in metrics.csv, then the checkpoint. Killed in between, the
 * next attempt drops the row and trains the epoch again, with the same random numbers.
 */
final class Trainer {
  private final CellDirectory directory;
  private final CellSettings settings;
  private final SplitManifest manifest;
  private final Augmenter augmenter;
  private final Tensors tensors;

  /** The network so far, and the phase whose optimiser it has. */
  private ComputationGraph graph;

  /** What computes {@link #graph}; null until it is needed. */
  private Learner learner;

  private int phase;
  private int finishedEpochs;
  private List<CellResult.Drop> drops = List.of();

  /**
   * @param images of the manifest, decoded
   */
  Trainer(
      CellDirectory directory, CellSettings settings, SplitManifest manifest, Augmenter images) {
    this.directory = directory;
    this.settings = settings;
    this.manifest = manifest;
    this.augmenter = images;
    this.tensors = new Tensors(training().imageSize(), settings.data().classes().size());
  }

  /**
   * Trains the epochs that are left. Comes after {@link #begin}.
   *
   * @param backend in ND4J's own words, for the result
   */
  void train(String backend) throws IOException, DivergedException {
    if (Files.exists(directory.metricsFile())) {
      directory.replaceMetrics(directory.metrics().subList(0, finishedEpochs));
    }
    while (finishedEpochs < training().epochs()) {
      enterPhase();
      directory.append(epoch());
      finishedEpochs++;
      learner()
          .write(
              directory.checkpointFile(),
              new Checkpoint.TrainingProgress(
                  finishedEpochs, graph.getConfiguration().getIterationCount(), drops));
    }
    finish(backend);
    learner.close();
  }

  /**
   * Takes up the training from its checkpoint, or from its first weights.
   *
   * @throws IOException if what is there can't be read, or doesn't fit together
   */
  void begin() throws IOException {
    Path checkpoint = directory.checkpointFile();
    if (Files.exists(checkpoint)) {
      Checkpoint.TrainingProgress progress = Checkpoint.progress(checkpoint);
      finishedEpochs = progress.epochs();
      if (finishedEpochs > training().epochs()) {
        throw new IOException(
            "%s is after epoch %s, but the training ends with %s; delete the cell's folder and run again"
                .formatted(checkpoint, finishedEpochs, training().epochs()));
      }
      drops = progress.drops();
      phase = phaseOf(finishedEpochs - 1);
      graph = build(phase);
      Checkpoint.restore(checkpoint, graph);
    } else {
      graph = build(phase);
      if (settings.weights() != null) {
        start(graph, settings.weights());
      }
    }
    int rows = directory.metrics().size();
    if (rows < finishedEpochs) {
      throw new IOException(
          "%s has %s epochs, but %s has %s; delete both and run again"
              .formatted(directory.metricsFile(), rows, checkpoint.getFileName(), finishedEpochs));
    }
  }

  private static void start(ComputationGraph graph, CellSettings.StartingWeights weights)
      throws IOException {
    Path file = Path.of(weights.file());
    if (weights.origin().keras()) {
      PretrainedWeights.loadKeras(file, graph);
    } else {
      PretrainedWeights.load(file, graph);
    }
  }

  /** A new phase starts with the weights so far, and with a fresh optimiser. */
  private void enterPhase() {
    int next = phaseOf(finishedEpochs);
    if (next != phase) {
      ComputationGraph fresh = build(next);
      fresh.setParams(graph.params());
      if (learner != null) {
        learner.close();
        learner = null;
      }
      graph = fresh;
      phase = next;
    }
  }

  private EpochMetrics epoch() throws DivergedException {
    int epoch = finishedEpochs + 1;
    long start = System.nanoTime();
    graph.getConfiguration().setEpochCount(finishedEpochs);
    Networks.dropBlocks(graph).values().forEach(DropBlock::startTally);
    EpochTally tally = new EpochTally(epoch, currentPhase().learningRate());
    try (Batches batches =
        Batches.training(
            augmenter,
            manifest,
            training().batchSize(),
            settings.cell().seed(),
            epoch,
            CellMain.batchThreads())) {
      learner().step().trainAll(batches, tally);
    }
    double trainingSeconds = seconds(start);
    drops = Drops.of(graph);
    Evaluation validation = evaluate(Split.VALIDATION);
    return new EpochMetrics(
        epoch,
        phase + 1,
        tally.loss(),
        tally.accuracy(),
        validation.loss(),
        validation.accuracy(),
        seconds(start),
        tally.images() / trainingSeconds);
  }

  private void finish(String backend) throws IOException {
    Evaluation test = evaluate(Split.TEST);
    directory.writePredictions(test.predictions());
    expose();
    double seconds = directory.metrics().stream().mapToDouble(EpochMetrics::seconds).sum();
    directory.finish(
        new CellResult(
            CellResult.SCHEMA,
            finishedEpochs,
            test.predictions().size(),
            test.correct(),
            test.loss(),
            graph.numParams(),
            seconds,
            backend,
            drops,
            Instant.now(),
            Machine.current()));
  }

  /** Shows the trained network the first test image, the same in every cell. */
  private void expose() throws IOException {
    try (Batches batches = Batches.inOrder(augmenter, manifest, Split.TEST, 1)) {
      Batch first = batches.iterator().next();
      String image = manifest.rows().get(first.images()[0]).image();
      Optional<FeatureMaps> maps =
          FeatureMapCapture.of(graph, learner(), image, first, training().epochs() - 1);
      if (maps.isPresent()) {
        Json.write(directory.featureMapsFile(), maps.get());
      }
    }
  }

  private Evaluation evaluate(Split split) {
    try (Batches batches =
        Batches.inOrder(
            augmenter, manifest, split, training().batchSize(), CellMain.batchThreads())) {
      return Evaluation.of(learner(), manifest, batches);
    }
  }

  private Learner learner() {
    if (learner == null) {
      learner = Learner.of(graph, tensors, settings);
    }
    return learner;
  }

  /** The phase of an epoch counted from 0. */
  private int phaseOf(int epoch) {
    int index = 0;
    int end = training().phases().get(0).epochs();
    while (epoch >= end) {
      end += training().phases().get(++index).epochs();
    }
    return index;
  }

  private Phase currentPhase() {
    return training().phases().get(phase);
  }

  private ComputationGraph build(int phase) {
    return Acceleration.build(spec(phase), settings.nd4j());
  }

  private NetworkSpec spec(int phase) {
    return new NetworkSpec(
        settings.cell().network(),
        settings.cell().regularizer(),
        training(),
        settings.data().classes().size(),
        settings.cell().seed(),
        phase);
  }

  private Training training() {
    return settings.training();
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }
}
