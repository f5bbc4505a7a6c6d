package io.github.dropblock.harness.regularize;

/** The units dropped in one forward pass, and what the kept ones are multiplied by. */
public final class DroppedUnits {
  private final int units;
  private final long[] dropped;
  private final float scale;
  private final int count;

  private DroppedUnits(int images, int units, long[] dropped, float scale) {
    this.units = units;
    this.dropped = dropped;
    this.scale = scale;
    this.count = images * units;
  }

  /**
   * Each unit of each image has a random word: those of {@link Philox} under the place's key and
   * the counters (unit / 4; 0; image; iteration). It is dropped where that word lies below 2³² ×
   * rate, rounded: with the rate's probability to 2⁻³³.
   *
   * @param rate 0 to 1, exclusively
   */
  static DroppedUnits draw(int images, int units, double rate, long seed, int iteration) {
    long bound = bound(rate);
    Philox philox = new Philox(seed);
    int[] words = new int[Philox.WORDS];
    long[] dropped = new long[(Math.multiplyExact(images, units) + Long.SIZE - 1) / Long.SIZE];
    int at = 0;
    for (int image = 0; image < images; image++) {
      for (int unit = 0; unit < units; unit++, at++) {
        if (unit % Philox.WORDS == 0) {
          philox.draw(unit / Philox.WORDS, 0, image, iteration, words);
        }
        // Half of all units are dropped at random, so a branch would mostly be guessed wrong.
        long bit = (Integer.toUnsignedLong(words[unit % Philox.WORDS]) - bound) >>> 63;
        dropped[at >>> 6] |= bit << at;
      }
    }
    return new DroppedUnits(images, units, dropped, scale(rate));
  }

  /** The least word of a unit that is kept: 2³² × rate, rounded. */
  public static long bound(double rate) {
    return Math.round(rate * (1L << 32));
  }

  /** What kept units are multiplied by. */
  public static float scale(double rate) {
    return (float) (1 / (1 - rate));
  }

  /** Whether a unit of an image becomes 0. */
  public boolean dropped(int image, int unit) {
    int at = image * units + unit;
    return (dropped[at >>> 6] >>> at & 1) != 0;
  }

  /**
   * A bit for each unit that is dropped, from the lowest bit of the first long on, unit after unit
   * and image after image. Not to be changed.
   */
  public long[] bits() {
    return dropped;
  }

  /** What kept units are multiplied by: 1 / (1 − rate). */
  public float scale() {
    return scale;
  }

  /** What each unit is multiplied by, image after image: 0 or {@link #scale}. */
  public float[] factors() {
    float[] either = {scale, 0};
    float[] factors = new float[count];
    for (int at = 0; at < count; at++) {
      factors[at] = either[(int) (dropped[at >>> 6] >>> at) & 1];
    }
    return factors;
  }
}
