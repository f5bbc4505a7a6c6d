package io.github.dropblock.harness.compiled.onednn;

import io.github.dropblock.harness.compiled.Parameter;
import io.github.dropblock.harness.compiled.Plan;
import io.github.dropblock.harness.compiled.Running;
import io.github.dropblock.harness.compiled.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A batch of drawn numbers, and what DL4J and oneDNN make of it.
 *
 * @param pixels {@code [images, 3, height, width]}, row by row
 */
record Sample(float[] pixels, int[] labels, int height, int width) {
  static Sample drawn(long seed, int images, int size, int classes) {
    return drawn(seed, images, size, size, classes);
  }

  static Sample drawn(long seed, int images, int height, int width, int classes) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] pixels = new float[images * 3 * height * width];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) (4 * random.nextDouble() - 2);
    }
    int[] labels = new int[images];
    for (int i = 0; i < images; i++) {
      labels[i] = random.nextInt(classes);
    }
    return new Sample(pixels, labels, height, width);
  }

  int images() {
    return labels.length;
  }

  Plan plan(ComputationGraph graph) {
    return Plan.of(graph, new Shape(images(), 3, height, width));
  }

  INDArray input(DataType precision) {
    return Nd4j.create(pixels, new long[] {images(), 3, height, width}, 'c').castTo(precision);
  }

  /** One number of 0 or 1, or one-hot. */
  INDArray labels(int outputs, DataType precision) {
    float[] numbers = new float[images() * outputs];
    for (int i = 0; i < images(); i++) {
      numbers[outputs == 1 ? i : i * outputs + labels[i]] = outputs == 1 ? labels[i] : 1;
    }
    return Nd4j.create(numbers, new long[] {images(), outputs}, 'c').castTo(precision);
  }

  /** DL4J's loss and gradients, means over the batch, by {@code layer_parameter}. */
  Gradients dl4j(ComputationGraph graph, Plan plan) {
    DataType precision = graph.params().dataType();
    graph.setInputs(input(precision));
    graph.setLabels(labels(plan.outputs(), precision));
    graph.computeGradientAndScore();
    Map<Parameter, double[]> gradients = new LinkedHashMap<>();
    for (Parameter parameter : plan.parameters()) {
      if (parameter.trained()) {
        INDArray sum = graph.gradient().getGradientFor(parameter.layer() + "_" + parameter.name());
        boolean dense = sum.rank() == 2 && parameter.name().equals("W");
        INDArray ordered = (dense ? sum.transpose() : sum).dup('c');
        gradients.put(parameter, ordered.reshape(ordered.length()).div(images()).toDoubleVector());
      }
    }
    return new Gradients(graph.score(), gradients);
  }

  /** The same by oneDNN. */
  Gradients oneDnn(ComputationGraph graph, Plan plan) {
    try (OneDnnRunning running = OneDnnDevice.loadKeepingGradients(plan)) {
      for (Parameter parameter : plan.parameters()) {
        running.put(parameter, Running.VALUES, values(graph, parameter));
      }
      double loss = running.train(pixels, labels, 0, 0).loss();
      Map<Parameter, double[]> gradients = new LinkedHashMap<>();
      for (Parameter parameter : plan.parameters()) {
        if (parameter.trained()) {
          float[] gradient = running.gradient(parameter);
          double[] numbers = new double[gradient.length];
          for (int i = 0; i < numbers.length; i++) {
            numbers[i] = gradient[i];
          }
          gradients.put(parameter, numbers);
        }
      }
      return new Gradients(loss, gradients);
    }
  }

  /** As they lie in the graph's flat array. */
  static float[] values(ComputationGraph graph, Parameter parameter) {
    float[] numbers = new float[parameter.length()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = graph.params().data().getFloat(parameter.offset() + i);
    }
    return numbers;
  }
}
