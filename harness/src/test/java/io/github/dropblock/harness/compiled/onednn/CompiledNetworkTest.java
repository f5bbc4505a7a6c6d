package io.github.dropblock.harness.compiled.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.dropblock.harness.compiled.CompiledNetwork;
import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Optimizer;
import io.github.dropblock.harness.experiment.Phase;
import io.github.dropblock.harness.experiment.Regularizer;
import io.github.dropblock.harness.network.NetworkSpec;
import io.github.dropblock.harness.network.Networks;
import io.github.dropblock.harness.network.Specs;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A graph trained by oneDNN, beside the same trained by DL4J. */
class CompiledNetworkTest {
  private static final int IMAGES = 6;
  private static final int SIZE = 32;
  private static final Regularizer BOTH = Regularizer.parse("dropout-dropblock");

  static Stream<Arguments> trainings() {
    return Stream.of(
            new Phase(Optimizer.ADADELTA, 1, 1),
            new Phase(Optimizer.ADAMAX, 0.002, 1),
            new Phase(Optimizer.RMSPROP, 1e-4, 1),
            new Phase(Optimizer.ADAM, 1e-4, 1))
        .flatMap(phase -> Stream.of(Network.values()).map(network -> Arguments.of(network, phase)));
  }

  @ParameterizedTest
  @MethodSource("trainings")
  void tenStepsGoAsDeeplearning4jsInDoublePrecision(Network network, Phase phase) {
    NetworkSpec spec = Specs.of(network, BOTH, Specs.NARROW, network.fineTuned() ? 4 : 5, phase);
    ComputationGraph exact = Specs.build(spec, DataType.DOUBLE);
    exact.setParams(Networks.build(spec).params().castTo(DataType.DOUBLE));
    int stretch = network == Network.RESNET_34 ? 3 : 10;
    for (int first = 0; first < 10; first += stretch) {
      ComputationGraph graph = inFloat(exact, spec);
      try (CompiledNetwork compiled = compiled(graph)) {
        for (int step = first; step < Math.min(10, first + stretch); step++) {
          Sample sample = sample(step);
          exact.fit(
              new INDArray[] {sample.input(DataType.DOUBLE)},
              new INDArray[] {sample.labels(1, DataType.DOUBLE)});

          double loss = compiled.train(sample.pixels(), sample.labels()).loss();

          assertThat(loss)
              .as("step %d", step)
              .isCloseTo(exact.score(), within(network == Network.RESNET_34 ? 2e-4 : 1e-5));
        }
      }
    }
  }

  /**
   * The same training so far, to a float's precision. ResNet-34 is taken up from there every three
   * steps, since its 36 batch normalisations amplify rounding errors up to tenfold a step: after
   * ten, two right trainings differ by hundredths of a nat.
   */
  private static ComputationGraph inFloat(ComputationGraph exact, NetworkSpec spec) {
    ComputationGraph graph = Networks.build(spec);
    graph.setParams(exact.params().castTo(DataType.FLOAT));
    graph
        .getUpdater(true)
        .getStateViewArray()
        .assign(exact.getUpdater(true).getStateViewArray().castTo(DataType.FLOAT));
    int steps = exact.getConfiguration().getIterationCount();
    graph.getConfiguration().setIterationCount(steps);
    return graph;
  }

  @ParameterizedTest
  @EnumSource(Network.class)
  void deeplearning4jGoesOnWhereItStopped(Network network) {
    NetworkSpec spec = spec(network);
    ComputationGraph graph = Networks.build(spec);
    ComputationGraph resumed = Networks.build(spec);
    double[] losses = new double[3];
    try (CompiledNetwork compiled = compiled(graph)) {
      train(compiled, 0, 3);
      try (INDArray state = compiled.store()) {
        resumed.setParams(graph.params());
        resumed.getUpdater(true).getStateViewArray().assign(state);
        resumed.getConfiguration().setIterationCount(3);
      }
      for (int i = 0; i < 3; i++) {
        losses[i] = train(compiled, 3 + i, 1);
      }
    }

    for (int i = 0; i < 3; i++) {
      Sample sample = sample(3 + i);
      resumed.fit(
          new INDArray[] {sample.input(DataType.FLOAT)},
          new INDArray[] {sample.labels(1, DataType.FLOAT)});
      assertThat(resumed.score()).isCloseTo(losses[i], within(1e-3));
    }
  }

  @ParameterizedTest
  @EnumSource(Network.class)
  void itGoesOnWhereDeeplearning4jStopped(Network network) {
    NetworkSpec spec = spec(network);
    ComputationGraph graph = Networks.build(spec);
    for (int i = 0; i < 3; i++) {
      fit(graph, sample(i));
    }
    ComputationGraph other = Networks.build(spec);
    other.setParams(graph.params());
    other.getUpdater(true).getStateViewArray().assign(graph.getUpdater(true).getStateViewArray());
    other.getConfiguration().setIterationCount(3);
    try (CompiledNetwork compiled = compiled(other)) {
      for (int i = 3; i < 6; i++) {
        fit(graph, sample(i));
        assertThat(train(compiled, i, 1)).isCloseTo(graph.score(), within(1e-3));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Network.class)
  void repeatedAndResumedItComesToTheSameBits(Network network) {
    NetworkSpec spec = spec(network);
    float[] whole = trained(spec, 0, 6, null);

    assertThat(trained(spec, 0, 6, null)).isEqualTo(whole);

    ComputationGraph graph = Networks.build(spec);
    ComputationGraph resumed = Networks.build(spec);
    try (CompiledNetwork first = compiled(graph)) {
      train(first, 0, 3);
      first.probabilities(sample(0).pixels(), IMAGES);
      try (INDArray state = first.store()) {
        resumed.setParams(graph.params());
        resumed.getUpdater(true).getStateViewArray().assign(state);
        resumed.getConfiguration().setIterationCount(3);
      }
    }
    assertThat(trained(spec, 3, 6, resumed)).isEqualTo(whole);
  }

  private static float[] trained(NetworkSpec spec, int from, int to, ComputationGraph resumed) {
    ComputationGraph graph = resumed == null ? Networks.build(spec) : resumed;
    try (CompiledNetwork compiled = compiled(graph)) {
      train(compiled, from, to - from);
      try (INDArray state = compiled.store()) {
        float[] weights = graph.params().data().asFloat();
        float[] kept = state.data().asFloat();
        float[] both = Arrays.copyOf(weights, weights.length + kept.length);
        System.arraycopy(kept, 0, both, weights.length, kept.length);
        return both;
      }
    }
  }

  @Test
  void threadsOfItsOwnChangeNoBit() {
    NetworkSpec spec = Specs.of(Network.ALEXNET, BOTH, 0.25, 5, PHASE);
    float[] one = weightsAfterTwoSteps(spec, 1);

    assertThat(weightsAfterTwoSteps(spec, 3)).isEqualTo(one);
  }

  private static float[] weightsAfterTwoSteps(NetworkSpec spec, int threads) {
    ComputationGraph graph = Networks.build(spec);
    try (CompiledNetwork compiled =
        CompiledNetwork.of(graph, IMAGES, SIZE, new OneDnnDevice(threads))) {
      train(compiled, 0, 2);
      compiled.store().close();
      return graph.params().data().asFloat();
    }
  }

  @ParameterizedTest
  @EnumSource(Network.class)
  void aSmallerBatchIsLearntFromAsByDeeplearning4j(Network network) {
    NetworkSpec spec = spec(network);
    ComputationGraph graph = Networks.build(spec);
    ComputationGraph other = Networks.build(spec);
    Sample few = Sample.drawn(5, 3, SIZE, 2);
    try (CompiledNetwork compiled = compiled(graph)) {
      for (Sample sample : new Sample[] {sample(0), few, sample(1), few}) {
        fit(other, sample);
        double loss = compiled.train(sample.pixels(), sample.labels()).loss();
        assertThat(loss).isCloseTo(other.score(), within(1e-3));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Network.class)
  void fewerImagesAreLookedAtAsByDeeplearning4j(Network network) {
    NetworkSpec spec = spec(network);
    ComputationGraph graph = Networks.build(spec);
    Sample few = Sample.drawn(5, 4, SIZE, 2);
    try (CompiledNetwork compiled = compiled(graph)) {
      train(compiled, 0, 2);
      float[] found = compiled.probabilities(few.pixels(), few.images());
      compiled.store().close();

      double[] wanted = graph.outputSingle(false, few.input(DataType.FLOAT)).toDoubleVector();
      assertThat(found).hasSize(4);
      for (int i = 0; i < wanted.length; i++) {
        assertThat((double) found[i]).isCloseTo(wanted[i], within(1e-5));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Network.class)
  void mapsOfAnImageAreDeeplearning4js(Network network) {
    ComputationGraph graph = Networks.build(spec(network));
    Sample one = Sample.drawn(5, 1, SIZE, 2);
    Map<String, INDArray> wanted = graph.feedForward(one.input(DataType.FLOAT), false);
    try (CompiledNetwork compiled = compiled(Networks.build(spec(network)))) {
      for (String layer : Networks.dropBlocks(graph).keySet()) {
        CompiledNetwork.Maps maps = compiled.maps(one.pixels(), layer);

        assertThat(new long[] {1, maps.channels(), maps.height(), maps.width()})
            .containsExactly(wanted.get(layer).shape());
        float[] numbers = wanted.get(layer).dup('c').data().asFloat();
        double most = wanted.get(layer).maxNumber().doubleValue();
        for (int i = 0; i < numbers.length; i++) {
          assertThat((double) maps.numbers()[i]).isCloseTo(numbers[i], within(1e-4 * most));
        }
      }
    }
  }

  private static final Phase PHASE = new Phase(Optimizer.ADADELTA, 1, 1);

  private static NetworkSpec spec(Network network) {
    Phase phase = network.fineTuned() ? new Phase(Optimizer.RMSPROP, 1e-4, 1) : PHASE;
    return Specs.of(network, BOTH, Specs.NARROW, network.fineTuned() ? 4 : 5, phase);
  }

  private static CompiledNetwork compiled(ComputationGraph graph) {
    return CompiledNetwork.of(graph, IMAGES, SIZE, new OneDnnDevice(1));
  }

  private static Sample sample(int step) {
    return Sample.drawn(100 + step, IMAGES, SIZE, 2);
  }

  /** The loss of the last of some steps. */
  private static double train(CompiledNetwork compiled, int from, int count) {
    double loss = 0;
    for (int i = from; i < from + count; i++) {
      loss = compiled.train(sample(i).pixels(), sample(i).labels()).loss();
    }
    return loss;
  }

  private static void fit(ComputationGraph graph, Sample sample) {
    graph.fit(
        new INDArray[] {sample.input(DataType.FLOAT)},
        new INDArray[] {sample.labels(1, DataType.FLOAT)});
  }
}
