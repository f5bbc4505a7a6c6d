package io.github.dropblock.harness.train;

import io.github.dropblock.harness.batch.Batch;
import io.github.dropblock.harness.compiled.Parameter;
import io.github.dropblock.harness.fork.ParentWatch;
import io.github.dropblock.harness.images.PixelCache;
import io.github.dropblock.harness.network.NetworkSpec;
import io.github.dropblock.harness.run.NamedNumbers;
import io.github.dropblock.harness.rundir.CellDirectory;
import io.github.dropblock.harness.rundir.CellSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What a forked JVM runs to have one backend's arithmetic compared with another's: it writes down
 * the numbers that a cell's network comes to in a forward pass, in a gradient, and in ten steps.
 */
public final class NumbersMain {
  private static final int STEPS = 10;
  private static final String START = "start/";
  private static final String GRADIENT = "gradient/";

  private NumbersMain() {}

  /**
   * Ends the JVM with one of {@link io.github.dropblock.harness.rundir.ExitCode}.
   *
   * @param arguments the cell's folder; the file to write; and, optionally, a file that this wrote,
   *     whose first weights to start with, since backends draw unlike numbers
   */
  public static void main(String[] arguments) {
    ParentWatch.start();
    CellDirectory directory = new CellDirectory(Path.of(arguments[0]));
    Path to = Path.of(arguments[1]);
    System.exit(
        CellMain.exitCode(
                directory,
                () ->
                    numbers(
                            directory,
                            arguments.length > 2
                                ? NamedNumbers.read(Path.of(arguments[2]))
                                : new NamedNumbers(Map.of()))
                        .write(to))
            .code());
  }

  /**
   * @param start holds the first weights; drawn where it is empty
   */
  static NamedNumbers numbers(CellDirectory directory, NamedNumbers start)
      throws CellMain.ExitException, IOException {
    CellSettings settings = CellMain.settings(directory);
    CellMain.backend(settings);
    try (PixelCache pixels = CellMain.pixels(settings);
        EndlessBatches batches =
            new EndlessBatches(
                CellMain.augmenter(settings, pixels), CellMain.manifest(settings), settings)) {
      return new CollectedNumbers(settings, start).of(batches);
    }
  }

  /** The numbers as they come up. */
  private static final class CollectedNumbers {
    private final Map<String, float[]> arrays = new LinkedHashMap<>();
    private final CellSettings settings;
    private final ComputationGraph graph;
    private final Tensors tensors;

    CollectedNumbers(CellSettings settings, NamedNumbers start) {
      this.settings = settings;
      int classes = settings.data().classes().size();
      tensors = new Tensors(settings.training().imageSize(), classes);
      graph = build();
      for (Map.Entry<String, INDArray> weights : graph.paramTable().entrySet()) {
        float[] known = start.arrays().get(START + weights.getKey());
        if (known != null) {
          INDArray into = weights.getValue();
          into.assign(Nd4j.createFromArray(known).reshape('c', into.shape()));
        }
      }
    }

    private ComputationGraph build() {
      return Acceleration.build(
          new NetworkSpec(
              settings.cell().network(),
              settings.cell().regularizer(),
              settings.training(),
              settings.data().classes().size(),
              settings.cell().seed(),
              0),
          settings.nd4j());
    }

    NamedNumbers of(EndlessBatches batches) {
      putAll(START, graph.paramTable());
      if (settings.compiled() && settings.backend().cuda()) {
        gradientOfDevice(batches.next());
      } else {
        gradient(batches.next());
      }
      try (Learner learner = Learner.of(graph, tensors, settings)) {
        for (int i = 1; i <= STEPS; i++) {
          putLoss("loss of step " + i, learner.step().train(batches.next()).loss());
        }
        learner.store();
      }
      // All in one: rounding alone turns a single layer's near-zero shifts about.
      put("weights after all steps", graph.params());
      return new NamedNumbers(arrays);
    }

    private void gradient(Batch batch) {
      try (INDArray pixels = tensors.pixels(batch);
          INDArray labels = tensors.labels(batch)) {
        put("forward", graph.outputSingle(false, pixels));
        graph.setInputs(pixels);
        graph.setLabels(labels);
        graph.computeGradientAndScore();
        putLoss("loss", graph.score());
        graph.gradient().gradientForVariable().entrySet().stream()
            .filter(gradient -> !isRunning(gradient.getKey()))
            .forEach(gradient -> put(GRADIENT + gradient.getKey(), gradient.getValue()));
      }
    }

    /** Running statistics, of which DL4J says by how much they change, have no gradient. */
    private static boolean isRunning(String parameter) {
      return LearnerTurns.RUNNING.stream().anyMatch(name -> parameter.endsWith("_" + name));
    }

    /** The same by a device that knows nothing of DL4J's gradients, which are sums. */
    private void gradientOfDevice(Batch batch) {
      ComputationGraph apart = build();
      apart.setParams(graph.params());
      try (CompiledLearner learner = CompiledLearner.of(apart, tensors, settings)) {
        put("forward", Nd4j.createFromArray(learner.probabilities(batch)));
        putLoss("loss", learner.step().train(batch).loss());
        learner
            .gradients()
            .forEach(
                (parameter, mean) ->
                    put(
                        GRADIENT + parameter.layer() + "_" + parameter.name(),
                        asDl4j(parameter, mean).mul(batch.count())));
      }
    }

    /** DL4J keeps the weights of dense layers as {@code [in, out]}. */
    private static INDArray asDl4j(Parameter parameter, float[] numbers) {
      INDArray array = Nd4j.createFromArray(numbers).reshape('c', parameter.shape().sizes());
      return parameter.shape().sizes().length == 2 ? array.transpose() : array;
    }

    private void putAll(String prefix, Map<String, INDArray> named) {
      named.forEach((name, array) -> put(prefix + name, array));
    }

    private void putLoss(String name, double loss) {
      arrays.put(name, new float[] {(float) loss});
    }

    private void put(String name, INDArray array) {
      arrays.put(name, array.dup('c').data().asFloat());
    }
  }
}
