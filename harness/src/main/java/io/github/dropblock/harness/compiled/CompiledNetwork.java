package io.github.dropblock.harness.compiled;

import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A graph whose steps a device runs. From {@link #of} on, the graph's parameters are old until
 * {@link #store}, and it can't be trained by Deeplearning4j itself any more: its gradient and its
 * optimiser's state have been released.
 */
public final class CompiledNetwork implements AutoCloseable {
  private final ComputationGraph graph;
  private final Plan plan;
  private final Running running;
  private final FlatArrays arrays;

  private CompiledNetwork(ComputationGraph graph, Plan plan, Running running, FlatArrays arrays) {
    this.graph = graph;
    this.plan = plan;
    this.running = running;
    this.arrays = arrays;
  }

  /**
   * Takes a graph's parameters and the state of its optimiser to a device.
   *
   * @param graph in float
   * @param images in a batch; smaller ones are taken too
   * @param size side of an image, pixels
   * @throws UnknownOperationException naming a layer that no compiled step knows
   */
  public static CompiledNetwork of(ComputationGraph graph, int images, int size, Device device) {
    Plan plan = Plan.of(graph, new Shape(images, CHANNELS, size, size));
    BaseMultiLayerUpdater<?> updater = graph.getUpdater(true);
    FlatArrays arrays = new FlatArrays(plan, updater);
    try (INDArray state = updater.getStateViewArray()) {
      release(graph);
      Running running = device.load(plan);
      arrays.load(running, graph.params(), state);
      return new CompiledNetwork(graph, plan, running, arrays);
    }
  }

  private static final int CHANNELS = 3;

  /** What training by Deeplearning4j would need besides the parameters. */
  private static void release(ComputationGraph graph) {
    INDArray gradients = graph.getFlattenedGradients();
    if (gradients != null && gradients.closeable()) {
      gradients.close();
    }
  }

  /** What it is made of. */
  public Plan plan() {
    return plan;
  }

  /**
   * Learns from a batch, and counts the iteration in the graph's configuration.
   *
   * @param pixels {@code [images, 3, size, size]}, row by row; there may be more of them
   * @param labels one for each image, 0 to classes − 1
   */
  public Running.Scores train(float[] pixels, int[] labels) {
    var configuration = graph.getConfiguration();
    Running.Scores scores =
        running.train(
            pixels, labels, configuration.getIterationCount(), configuration.getEpochCount());
    configuration.setIterationCount(configuration.getIterationCount() + 1);
    return scores;
  }

  /** Learns as {@link #train} does, and returns {@link Running#primitiveNanos}. */
  public long primitiveNanos(float[] pixels, int[] labels) {
    var configuration = graph.getConfiguration();
    long nanos =
        running.primitiveNanos(
            pixels, labels, configuration.getIterationCount(), configuration.getEpochCount());
    configuration.setIterationCount(configuration.getIterationCount() + 1);
    return nanos;
  }

  /**
   * The gradients of the last step, means over its images, of all that is trained. Not every device
   * keeps them.
   */
  public Map<Parameter, float[]> gradients() {
    Map<Parameter, float[]> gradients = new LinkedHashMap<>();
    plan.parameters().stream()
        .filter(Parameter::trained)
        .forEach(parameter -> gradients.put(parameter, running.gradient(parameter)));
    return gradients;
  }

  /**
   * What inference makes of a batch: {@code [images, outputs]}, probabilities of class 1 or of each
   * class.
   */
  public float[] probabilities(float[] pixels, int images) {
    float[] scores = running.infer(pixels, images);
    plan.loss().toProbabilities(scores, plan.outputs());
    return scores;
  }

  /**
   * What a layer makes of one image in inference.
   *
   * @param pixels {@code [3, size, size]}
   * @param layer its name
   * @return its maps, {@code [channels, height, width]}
   */
  public Maps maps(float[] pixels, String layer) {
    Value value = plan.value(layer);
    return new Maps(
        Math.toIntExact(value.shape().channels()),
        Math.toIntExact(value.shape().height()),
        Math.toIntExact(value.shape().width()),
        running.look(pixels, value));
  }

  /**
   * Feature maps of an image.
   *
   * @param numbers channel by channel, row by row
   */
  public record Maps(int channels, int height, int width, float[] numbers) {}

  /**
   * Writes what the device has come to over the graph's parameters.
   *
   * @return the optimiser's state as Deeplearning4j keeps it, which the caller closes
   */
  public INDArray store() {
    arrays.store(running, graph);
    return arrays.state(running);
  }

  @Override
  public void close() {
    running.close();
  }
}
