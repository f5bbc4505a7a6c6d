package io.github.dropblock.harness.compiled;

/**
 * The last layer's loss, from the scores before the sigmoid or softmax, in double precision. Losses
 * are in nats, means over the images; so are gradients.
 */
public enum Loss {
  /** The paper's Eq. 6 of one output: {@code max(z, 0) − z·y + ln(1 + e^−|z|)}. */
  BINARY_CROSS_ENTROPY {
    @Override
    double of(float[] scores, int from, int outputs, int label, int images, float[] gradient) {
      double z = scores[from];
      gradient[from] = (float) ((sigmoid(z) - label) / images);
      return Math.max(z, 0) - z * label + Math.log1p(Math.exp(-Math.abs(z)));
    }

    @Override
    void toProbabilities(float[] scores, int outputs) {
      for (int i = 0; i < scores.length; i++) {
        scores[i] = (float) sigmoid(scores[i]);
      }
    }

    private static double sigmoid(double z) {
      return 1 / (1 + Math.exp(-z));
    }
  },
  /** Cross-entropy of a softmax, for source tasks of several classes. */
  SOFTMAX_CROSS_ENTROPY {
    @Override
    double of(float[] scores, int from, int outputs, int label, int images, float[] gradient) {
      double most = most(scores, from, outputs);
      double sum = sum(scores, from, outputs, most);
      for (int i = 0; i < outputs; i++) {
        double probability = Math.exp(scores[from + i] - most) / sum;
        gradient[from + i] = (float) ((probability - (i == label ? 1 : 0)) / images);
      }
      return most + Math.log(sum) - scores[from + label];
    }

    @Override
    void toProbabilities(float[] scores, int outputs) {
      for (int from = 0; from < scores.length; from += outputs) {
        double most = most(scores, from, outputs);
        double sum = sum(scores, from, outputs, most);
        for (int i = from; i < from + outputs; i++) {
          scores[i] = (float) (Math.exp(scores[i] - most) / sum);
        }
      }
    }

    private static double most(float[] scores, int from, int outputs) {
      double most = scores[from];
      for (int i = from + 1; i < from + outputs; i++) {
        most = Math.max(most, scores[i]);
      }
      return most;
    }

    private static double sum(float[] scores, int from, int outputs, double most) {
      double sum = 0;
      for (int i = from; i < from + outputs; i++) {
        sum += Math.exp(scores[i] - most);
      }
      return sum;
    }
  };

  /** The loss of one image, and its gradient as a share of the mean over {@code images}. */
  abstract double of(
      float[] scores, int from, int outputs, int label, int images, float[] gradient);

  /** In place. */
  abstract void toProbabilities(float[] scores, int outputs);

  /**
   * Of a batch.
   *
   * @param scores {@code [images, outputs]}, row by row
   * @param gradient is written, as long as the scores
   */
  public double of(float[] scores, int[] labels, float[] gradient) {
    int outputs = scores.length / labels.length;
    double sum = 0;
    for (int i = 0; i < labels.length; i++) {
      sum += of(scores, i * outputs, outputs, labels[i], labels.length, gradient);
    }
    return sum / labels.length;
  }
}
