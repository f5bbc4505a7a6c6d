package io.github.dropblock.harness.regularize;

import java.util.Arrays;
import java.util.Objects;
import org.bytedeco.javacpp.FloatPointer;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Dropout (Srivastava et al. 2014) on units of shape {@code [images, units]}: in training each unit
 * of each image becomes 0 with the rate's probability, and is multiplied by 1 / (1 − rate) else.
 * Inference is left alone.
 *
 * <p>As DL4J's own, but what is dropped depends on the seed, the iteration, the image's number in
 * the batch and the unit's, and on nothing else: not on the backend, nor on what was drawn before.
 */
public final class Dropout implements IDropout {
  private static final long serialVersionUID = 1L;

  private final double rate;
  private final long seed;

  /** What each unit was multiplied by in the last forward pass; null when its gradient is taken. */
  private transient INDArray factors;

  /**
   * @param rate probability that a unit is dropped, 0 to 1, exclusively
   * @param seed of this place in this network
   */
  @JsonCreator
  public Dropout(@JsonProperty("rate") double rate, @JsonProperty("seed") long seed) {
    if (!(rate >= 0 && rate < 1)) {
      throw new IllegalArgumentException(
          "Dropout's rate is " + rate + "; it must be 0 or more and below 1");
    }
    this.rate = rate;
    this.seed = seed;
  }

  /** The units that a step drops. */
  public DroppedUnits draw(int images, int units, int iteration) {
    return DroppedUnits.draw(images, units, rate, seed, iteration);
  }

  @Override
  public INDArray applyDropout(
      INDArray input, INDArray result, int iteration, int epoch, LayerWorkspaceMgr workspaces) {
    long[] shape = input.shape();
    if (shape.length != 2) {
      throw new IllegalArgumentException(
          "Dropout takes units [images, units], not " + Arrays.toString(shape));
    }
    DroppedUnits dropped = draw(Math.toIntExact(shape[0]), Math.toIntExact(shape[1]), iteration);
    // Where DL4J's own Dropout keeps its mask until the backward pass.
    factors = workspaces.createUninitialized(ArrayType.INPUT, input.dataType(), shape, 'c');
    write(dropped, factors);
    return input.muli(factors, result);
  }

  private static void write(DroppedUnits dropped, INDArray factors) {
    float[] values = dropped.factors();
    if (!Zeroing.onGpu() && factors.data().pointer() instanceof FloatPointer numbers) {
      // An array of ND4J's in between would take as long as the drawing.
      numbers.put(values, 0, values.length);
    } else {
      factors.assign(Nd4j.createFromArray(values).reshape(factors.shape()));
    }
  }

  @Override
  public INDArray backprop(INDArray gradAtOutput, INDArray gradAtInput, int iteration, int epoch) {
    if (factors == null) {
      throw new IllegalStateException("no forward pass in training came before this backward pass");
    }
    gradAtOutput.muli(factors, gradAtInput);
    factors = null;
    return gradAtInput;
  }

  @Override
  public void clear() {
    factors = null;
  }

  @Override
  public Dropout clone() {
    return new Dropout(rate, seed);
  }

  /** A forward pass is not what is stored. */
  private Object readResolve() {
    return clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Dropout that && rate == that.rate && seed == that.seed;
  }

  @Override
  public int hashCode() {
    return Objects.hash(rate, seed);
  }

  public double getRate() {
    return rate;
  }

  public long getSeed() {
    return seed;
  }
}
