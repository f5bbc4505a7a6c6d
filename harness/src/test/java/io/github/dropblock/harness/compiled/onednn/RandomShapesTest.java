package io.github.dropblock.harness.compiled.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dropblock.harness.compiled.Plan;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.weights.WeightInit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.AdaDelta;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Networks of any sizes, strides and paddings against DL4J's in double precision. */
class RandomShapesTest {
  private static final int NETWORKS = 24;

  /**
   * The same in every build, which must not fail by chance; {@code -Dshapes.from=N} draws others,
   * {@code -Dshapes.seed=N} repeats one.
   */
  static LongStream seeds() {
    String given = System.getProperty("shapes.seed");
    return given != null
        ? LongStream.of(Long.parseLong(given))
        : new SplittableRandom(Long.getLong("shapes.from", 17))
            .longs(NETWORKS, 0, Integer.MAX_VALUE);
  }

  @ParameterizedTest(name = "-Dshapes.seed={0}")
  @MethodSource("seeds")
  void gradientsAreThoseOfDoublePrecision(long seed) {
    Drawn drawn = new Drawn(new SplittableRandom(seed));
    ComputationGraph graph = drawn.build(DataType.FLOAT);
    ComputationGraph exact = drawn.build(DataType.DOUBLE);
    exact.setParams(graph.params().castTo(DataType.DOUBLE));
    Sample sample = Sample.drawn(seed, drawn.images, drawn.height, drawn.width, drawn.classes);
    Plan plan = sample.plan(graph);

    double[] distances = sample.oneDnn(graph, plan).distances(sample.dl4j(exact, plan));

    // Rounding rarely turns one ReLU or one maximum over, which in a small batch is felt; a wrong
    // gradient is off by far more. Half of the parameters lie above any such place.
    assertThat(distances[distances.length / 2])
        .as("%s: %s", drawn, Arrays.toString(distances))
        .isLessThan(1e-4);
    assertThat(Gradients.worst(distances))
        .as("%s: %s", drawn, Arrays.toString(distances))
        .isLessThan(2e-2);
  }

  /** A network's sizes. */
  private static final class Drawn {
    final int images;
    final int height;
    final int width;
    final int classes;
    private final int[] channels;
    private final int[][] kernels = new int[2][2];
    private final int[][] strides = new int[2][2];
    private final int[][] paddings = new int[2][2];
    private final int[] pool;
    private final boolean normalized;

    Drawn(SplittableRandom random) {
      images = random.nextInt(1, 6);
      classes = random.nextInt(2, 9);
      channels = new int[] {16 * random.nextInt(1, 4), 16 * random.nextInt(1, 4)};
      for (int i = 0; i < 2; i++) {
        for (int j = 0; j < 2; j++) {
          kernels[i][j] = random.nextInt(1, 6);
          strides[i][j] = random.nextInt(1, 3);
          paddings[i][j] = random.nextInt(0, kernels[i][j] / 2 + 1);
        }
      }
      int window = random.nextInt(2, 4);
      pool = new int[] {window, random.nextInt(1, window + 1), random.nextInt(0, window / 2 + 1)};
      height = Math.max(15, least(0)) + random.nextInt(25);
      width = Math.max(15, least(1)) + random.nextInt(25);
      normalized = random.nextBoolean();
    }

    /** Side of the input that leaves a side of 1 for the third convolution. */
    private int least(int axis) {
      int pooled = kernels[1][axis] - 2 * paddings[1][axis];
      int convolved = (Math.max(1, pooled) - 1) * pool[1] + pool[0] - 2 * pool[2];
      return (Math.max(1, convolved) - 1) * strides[0][axis]
          + kernels[0][axis]
          - 2 * paddings[0][axis];
    }

    ComputationGraph build(DataType precision) {
      GraphBuilder graph =
          new NeuralNetConfiguration.Builder()
              .seed(5)
              .dataType(precision)
              .updater(new AdaDelta())
              .weightInit(WeightInit.RELU)
              .graphBuilder()
              .addInputs("input")
              .addLayer("conv1", convolution(0), "input");
      String x = normalize(graph, "conv1");
      graph.addLayer(
          "pool",
          new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
              .kernelSize(pool[0], pool[0])
              .stride(pool[1], pool[1])
              .padding(pool[2], pool[2])
              .build(),
          x);
      graph.addLayer("conv2", convolution(1), "pool");
      x = normalize(graph, "conv2");
      graph
          .addLayer("conv3", same(), x)
          .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "conv3", x)
          .addLayer(
              "relu", new ActivationLayer.Builder().activation(Activation.RELU).build(), "sum")
          .addLayer("average", new GlobalPoolingLayer(PoolingType.AVG), "relu")
          .addLayer(
              "dense",
              new DenseLayer.Builder().nOut(48).activation(Activation.RELU).build(),
              "average")
          .addLayer(
              "output",
              new OutputLayer.Builder(LossFunction.MCXENT)
                  .activation(Activation.SOFTMAX)
                  .nOut(classes)
                  .build(),
              "dense")
          .setOutputs("output")
          .setInputTypes(InputType.convolutional(height, width, 3));
      ComputationGraph built = new ComputationGraph(graph.build());
      built.init();
      return built;
    }

    private ConvolutionLayer convolution(int i) {
      return new ConvolutionLayer.Builder(kernels[i])
          .stride(strides[i])
          .padding(paddings[i])
          .nOut(channels[i])
          .hasBias(!normalized)
          .activation(normalized ? Activation.IDENTITY : Activation.RELU)
          .build();
    }

    /** Of the channels and the size that come in. */
    private ConvolutionLayer same() {
      return new ConvolutionLayer.Builder(3, 3)
          .padding(1, 1)
          .nOut(channels[1])
          .activation(Activation.RELU)
          .build();
    }

    private String normalize(GraphBuilder graph, String from) {
      if (!normalized) {
        return from;
      }
      graph
          .addLayer(from + "-norm", new BatchNormalization.Builder().build(), from)
          .addLayer(
              from + "-relu",
              new ActivationLayer.Builder().activation(Activation.RELU).build(),
              from + "-norm");
      return from + "-relu";
    }

    @Override
    public String toString() {
      return "%d images of %d × %d, %d classes, channels %s, kernels %s, strides %s, paddings %s, pool %s%s"
          .formatted(
              images,
              height,
              width,
              classes,
              Arrays.toString(channels),
              Arrays.deepToString(kernels),
              Arrays.deepToString(strides),
              Arrays.deepToString(paddings),
              Arrays.toString(pool),
              normalized ? ", normalised" : "");
    }
  }
}
