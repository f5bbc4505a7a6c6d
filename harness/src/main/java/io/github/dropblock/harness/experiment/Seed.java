package io.github.dropblock.harness.experiment;

/** How everything random comes from a cell's seed. */
public final class Seed {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private Seed() {}

  /**
   * A seed for one purpose, independent of those for others.
   *
   * @param seed of the cell
   * @param path what it is for, such as an epoch and an image
   */
  public static long derive(long seed, long... path) {
    long state = mix(seed + GOLDEN);
    for (long step : path) {
      // The two sides are mixed unlike, else seed 1 in epoch 2 would be seed 2 in epoch 1.
      state = mix((state + GOLDEN) ^ mix(step + GOLDEN));
    }
    return state;
  }

  /** The finaliser of SplitMix64 (Steele, Lea, Flood 2014), variant 13 of Stafford. */
  public static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
