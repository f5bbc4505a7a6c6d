package io.github.dropblock.harness.train;

import io.github.dropblock.harness.batch.Batch;
import io.github.dropblock.harness.batch.Batches;
import io.github.dropblock.harness.images.SplitManifest;
import io.github.dropblock.harness.rundir.Prediction;
import java.util.ArrayList;
import java.util.List;

/**
 * What a network makes of images that it does not learn from.
 *
 * @param loss mean cross-entropy, nats
 * @param correct images classified right
 * @param predictions an image each; the probability is that of class 1, or of the label where there
 *     are more classes
 */
record Evaluation(double loss, int correct, List<Prediction> predictions) {
  /** Keeps the logarithm of a probability that float arithmetic rounds to 0 finite. */
  private static final double LEAST = 1e-7;

  double accuracy() {
    return (double) correct / predictions.size();
  }

  /** Classifies every image of the batches. */
  static Evaluation of(Learner learner, SplitManifest manifest, Batches batches) {
    double loss = 0;
    int correct = 0;
    List<Prediction> predictions = new ArrayList<>();
    for (Batch batch : batches) {
      double[][] rows = learner.probabilities(batch);
      correct += Tensors.correct(rows, 0.5, batch);
      for (int i = 0; i < rows.length; i++) {
        int label = batch.labels()[i];
        boolean single = rows[i].length == 1;
        double probability = single ? rows[i][0] : rows[i][label];
        double ofLabel = single && label == 0 ? 1 - probability : probability;
        loss -= Math.log(Math.max(LEAST, ofLabel));
        String image = manifest.rows().get(batch.images()[i]).image();
        predictions.add(new Prediction(image, label, probability));
      }
    }
    return new Evaluation(loss / predictions.size(), correct, predictions);
  }
}
