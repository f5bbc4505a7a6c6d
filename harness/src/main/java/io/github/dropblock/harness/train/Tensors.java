package io.github.dropblock.harness.train;

import io.github.dropblock.harness.batch.Batch;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Batches as the network takes them.
 *
 * @param imageSize side of the images, pixels
 * @param classes 2 for one output of class 1, more for an output a class
 */
record Tensors(int imageSize, int classes) {
  /** {@code [images, 3, size, size]}. The caller closes it. */
  INDArray pixels(Batch batch) {
    return Nd4j.create(batch.pixels(), pixelShape(batch.count()), 'c');
  }

  long[] pixelShape(int images) {
    return new long[] {images, 3, imageSize, imageSize};
  }

  /** {@code [images, 1]} of 0 and 1, or {@code [images, classes]} one-hot. The caller closes it. */
  INDArray labels(Batch batch) {
    return Nd4j.create(labelValues(batch), labelShape(batch.count()), 'c');
  }

  long[] labelShape(int images) {
    return new long[] {images, outputs()};
  }

  /** The labels' numbers, image after image. */
  float[] labelValues(Batch batch) {
    int outputs = outputs();
    float[] values = new float[batch.count() * outputs];
    for (int i = 0; i < batch.count(); i++) {
      if (outputs == 1) {
        values[i] = batch.labels()[i];
      } else {
        values[i * outputs + batch.labels()[i]] = 1;
      }
    }
    return values;
  }

  /**
   * How many images are classified right.
   *
   * @param scores {@code [images, outputs]}, in any measure that grows with the probability
   * @param even the score of an even chance, where there is one output
   */
  static int correct(double[][] scores, double even, Batch batch) {
    int correct = 0;
    for (int i = 0; i < scores.length; i++) {
      correct += predicted(scores[i], even) == batch.labels()[i] ? 1 : 0;
    }
    return correct;
  }

  /**
   * The cross-entropy of one image, in nats: of a sigmoid of the score, or of a softmax of several.
   *
   * @param scores before the sigmoid or softmax
   */
  static double crossEntropy(double[] scores, int label) {
    if (scores.length == 1) {
      double z = scores[0];
      return Math.max(z, 0) - z * label + Math.log1p(Math.exp(-Math.abs(z)));
    }
    double most = Arrays.stream(scores).max().orElseThrow();
    double sum = Arrays.stream(scores).map(z -> Math.exp(z - most)).sum();
    return most + Math.log(sum) - scores[label];
  }

  /**
   * The class of the highest score.
   *
   * @param even the score of an even chance, where there is one output
   */
  static int predicted(double[] scores, double even) {
    if (scores.length == 1) {
      return scores[0] >= even ? 1 : 0;
    }
    int best = 0;
    for (int i = 1; i < scores.length; i++) {
      best = scores[i] > scores[best] ? i : best;
    }
    return best;
  }

  private int outputs() {
    return classes == 2 ? 1 : classes;
  }
}
