package io.github.dropblock.harness.batch;

import static jdk.incubator.vector.VectorOperators.B2I;
import static jdk.incubator.vector.VectorOperators.I2F;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;

import io.github.dropblock.harness.experiment.Normalization;
import io.github.dropblock.harness.images.Pixels;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * 8 or 16 pixels at a time, with the JDK's Vector API (<a href="https://openjdk.org/jeps/414">JEP
 * 414</a>). It is an incubator module, which a JVM has only when started with {@code
 * --add-modules=jdk.incubator.vector}, as the cells' JVMs are.
 *
 * <p>Lines that are too short for a whole number of vectors are ended by one that overlaps the
 * last.
 */
final class VectorSampler extends Sampler {
  private static final int BYTE = 0xFF;

  /** Smaller crops take microseconds either way. */
  private static final int SMALLEST = 64;

  /** The pixels, red in the lowest byte, and zeros after the last. */
  private final int[] packed;

  // Of each sample of a row: where its four neighbours are weighed, and they.
  private final int[] index;
  private final int[] right;
  private final int[] below;
  private final int[] here;
  private final int[] hereRight;
  private final int[] under;
  private final int[] underRight;

  private static final class Species {
    static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
    static final int LANES = INTS.length();

    /** As many bytes as ints; no vector has less than 8. */
    static final VectorSpecies<Byte> BYTES =
        VectorShape.forBitSize(Byte.SIZE * Math.max(8, LANES)).withLanes(byte.class);
  }

  VectorSampler(int side, int size, Normalization normalization) {
    super(side, size, normalization);
    packed = new int[side * side + side + 1];
    index = new int[size];
    right = new int[size];
    below = new int[size];
    here = new int[size];
    hereRight = new int[size];
    under = new int[size];
    underRight = new int[size];
  }

  /**
   * Whether this processor has vectors of 8 pixels or more, and the images are large enough to
   * repay the second of processor time that the JVM takes to compile this class.
   */
  static boolean suits(int size) {
    return size >= SMALLEST && Species.LANES >= 8;
  }

  @Override
  void pack(byte[] planes) {
    int plane = side * side;
    for (int start = 0; start < plane; start += Species.LANES) {
      int i = Math.min(start, plane - Species.LANES);
      IntVector red = unsigned(planes, i);
      IntVector green = unsigned(planes, plane + i);
      IntVector blue = unsigned(planes, 2 * plane + i);
      red.or(green.lanewise(LSHL, 8)).or(blue.lanewise(LSHL, 16)).intoArray(packed, i);
    }
  }

  private static IntVector unsigned(byte[] planes, int i) {
    return ((IntVector)
            ByteVector.fromArray(Species.BYTES, planes, i).convertShape(B2I, Species.INTS, 0))
        .and(BYTE);
  }

  @Override
  void row(int rowX, int rowY, float[] target, int at) {
    locate(rowX, rowY);
    gather();
    weigh(target, at);
  }

  private void locate(int rowX, int rowY) {
    for (int start = 0; start < size; start += Species.LANES) {
      int column = Math.min(start, size - Species.LANES);
      IntVector x = ints(columnX, column).add(rowX).max(0).min(last);
      IntVector y = ints(columnY, column).add(rowY).max(0).min(last);
      x.lanewise(LSHR, fraction - WEIGHT_BITS).and(WEIGHT - 1).intoArray(right, column);
      y.lanewise(LSHR, fraction - WEIGHT_BITS).and(WEIGHT - 1).intoArray(below, column);
      y.lanewise(LSHR, fraction).mul(side).add(x.lanewise(LSHR, fraction)).intoArray(index, column);
    }
  }

  /** In a loop of its own, since the API's gathering is slower: it tests every index again. */
  private void gather() {
    for (int column = 0; column < size; column++) {
      int i = index[column];
      here[column] = packed[i];
      hereRight[column] = packed[i + 1];
      under[column] = packed[i + side];
      underRight[column] = packed[i + side + 1];
    }
  }

  private void weigh(float[] target, int at) {
    for (int start = 0; start < size; start += Species.LANES) {
      int column = Math.min(start, size - Species.LANES);
      IntVector toRight = ints(right, column);
      IntVector toBelow = ints(below, column);
      IntVector toBoth = toRight.mul(toBelow).lanewise(LSHR, WEIGHT_BITS);
      IntVector toHere = toBoth.add(WEIGHT).sub(toRight).sub(toBelow);
      toRight = toRight.sub(toBoth);
      toBelow = toBelow.sub(toBoth);
      IntVector a = ints(here, column);
      IntVector b = ints(hereRight, column);
      IntVector c = ints(under, column);
      IntVector d = ints(underRight, column);
      for (int channel = 0; channel < Pixels.CHANNELS; channel++) {
        IntVector sum =
            channel(a, channel)
                .mul(toHere)
                .add(channel(b, channel).mul(toRight))
                .add(channel(c, channel).mul(toBelow))
                .add(channel(d, channel).mul(toBoth));
        ((FloatVector) sum.convert(I2F, 0))
            .mul(scale)
            .sub(shift[channel])
            .intoArray(target, at + column + channel * size * size);
      }
    }
  }

  private static IntVector ints(int[] values, int from) {
    return IntVector.fromArray(Species.INTS, values, from);
  }

  private static IntVector channel(IntVector pixels, int channel) {
    return pixels.lanewise(LSHR, 8 * channel).and(BYTE);
  }
}
