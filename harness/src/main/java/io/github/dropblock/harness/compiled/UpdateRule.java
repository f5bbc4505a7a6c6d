package io.github.dropblock.harness.compiled;

import io.github.dropblock.harness.network.KerasAdaMax;
import io.github.dropblock.harness.network.KerasRmsProp;
import org.nd4j.linalg.learning.config.AdaDelta;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * How gradients change parameters: in one pass over a parameter, its gradient and the optimiser's
 * state, number by number. Every arithmetic operation rounds once, in one order, so that a JVM that
 * computes several numbers at a time comes to the same bits as one that does not.
 *
 * <p>Each loop reads all that it needs of a place before it writes there: otherwise C2 can't know
 * that the arrays are four different ones, and computes one number at a time.
 */
public sealed interface UpdateRule {
  /** Arrays of state, each as long as the parameters, in the order that Deeplearning4j keeps. */
  int states();

  /**
   * What is the same for all parameters in one step.
   *
   * @param iteration counted from 0 within the phase
   */
  Update at(int iteration);

  /** The rate of a step, corrected for the states' start at 0; 0 where there is none. */
  default float rate(int iteration) {
    return 0;
  }

  /** Changes parameters. */
  @FunctionalInterface
  interface Update {
    /**
     * Changes {@code weights} and both states from 0 to {@code length}.
     *
     * @param second ignored where there is one state
     */
    void apply(float[] weights, float[] gradient, float[] first, float[] second, int length);
  }

  /**
   * That of a graph's layer.
   *
   * @throws UnknownOperationException if it is none of these
   */
  static UpdateRule of(String layer, IUpdater updater) {
    if (updater instanceof AdaDelta one) {
      return new ZeilersAdaDelta((float) one.getRho(), (float) one.getEpsilon());
    }
    if (updater instanceof KerasAdaMax one) {
      return new AdaMax(
          one.getLearningRate(), one.getBeta1(), one.getBeta2(), (float) one.getEpsilon());
    }
    if (updater instanceof KerasRmsProp one) {
      return new RmsProp(
          (float) one.getLearningRate(), (float) one.getRmsDecay(), (float) one.getEpsilon());
    }
    if (updater instanceof Adam one) {
      return new KingmasAdam(
          one.getLearningRate(), one.getBeta1(), one.getBeta2(), (float) one.getEpsilon());
    }
    throw new UnknownOperationException(layer, "optimiser " + updater);
  }

  /** Zeiler 2012 (arXiv 1212.5701), algorithm 1. State: mean squares of gradients, of changes. */
  record ZeilersAdaDelta(float rho, float epsilon) implements UpdateRule {
    @Override
    public int states() {
      return 2;
    }

    @Override
    public Update at(int iteration) {
      return this::apply;
    }

    private void apply(float[] w, float[] g, float[] squares, float[] changes, int length) {
      float left = 1 - rho;
      for (int i = 0; i < length; i++) {
        float weight = w[i];
        float gradient = g[i];
        float earlier = changes[i];
        float square = squares[i] * rho + gradient * gradient * left;
        float change = (float) Math.sqrt((earlier + epsilon) / (square + epsilon)) * gradient;
        squares[i] = square;
        changes[i] = earlier * rho + change * change * left;
        w[i] = weight - change;
      }
    }
  }

  /** Hinton 2012, lecture 6e, ε after the root. State: mean squares of gradients. */
  record RmsProp(float rate, float decay, float epsilon) implements UpdateRule {
    @Override
    public int states() {
      return 1;
    }

    @Override
    public Update at(int iteration) {
      return this::apply;
    }

    private void apply(float[] w, float[] g, float[] squares, float[] none, int length) {
      float left = 1 - decay;
      for (int i = 0; i < length; i++) {
        float weight = w[i];
        float gradient = g[i];
        float square = squares[i] * decay + gradient * gradient * left;
        squares[i] = square;
        w[i] = weight - gradient * rate / ((float) Math.sqrt(square) + epsilon);
      }
    }
  }

  /** Kingma and Ba 2015 (arXiv 1412.6980), algorithm 2, ε added to u. State: m, u. */
  record AdaMax(double rate, double beta1, double beta2, float epsilon) implements UpdateRule {
    @Override
    public int states() {
      return 2;
    }

    @Override
    public float rate(int iteration) {
      return (float) (rate / (1 - Math.pow(beta1, iteration + 1.0)));
    }

    @Override
    public Update at(int iteration) {
      float corrected = rate(iteration);
      return (w, g, means, norms, length) -> apply(w, g, means, norms, length, corrected);
    }

    private void apply(
        float[] w, float[] g, float[] means, float[] norms, int length, float corrected) {
      float keep = (float) beta1;
      float left = (float) (1 - beta1);
      float decay = (float) beta2;
      for (int i = 0; i < length; i++) {
        float weight = w[i];
        float gradient = g[i];
        float mean = means[i] * keep + gradient * left;
        float norm = Math.max(norms[i] * decay, Math.abs(gradient));
        means[i] = mean;
        norms[i] = norm;
        w[i] = weight - mean * corrected / (norm + epsilon);
      }
    }
  }

  /** Kingma and Ba 2015, the order of computation at the end of §2. State: m, v. */
  record KingmasAdam(double rate, double beta1, double beta2, float epsilon) implements UpdateRule {
    @Override
    public int states() {
      return 2;
    }

    @Override
    public float rate(int iteration) {
      double t = iteration + 1.0;
      return (float) (rate * Math.sqrt(1 - Math.pow(beta2, t)) / (1 - Math.pow(beta1, t)));
    }

    @Override
    public Update at(int iteration) {
      float corrected = rate(iteration);
      return (w, g, means, squares, length) -> apply(w, g, means, squares, length, corrected);
    }

    private void apply(
        float[] w, float[] g, float[] means, float[] squares, int length, float corrected) {
      float keep = (float) beta1;
      float left = (float) (1 - beta1);
      float keepSquare = (float) beta2;
      float leftSquare = (float) (1 - beta2);
      for (int i = 0; i < length; i++) {
        float weight = w[i];
        float gradient = g[i];
        float mean = means[i] * keep + gradient * left;
        float square = squares[i] * keepSquare + gradient * gradient * leftSquare;
        means[i] = mean;
        squares[i] = square;
        w[i] = weight - mean * corrected / ((float) Math.sqrt(square) + epsilon);
      }
    }
  }
}
