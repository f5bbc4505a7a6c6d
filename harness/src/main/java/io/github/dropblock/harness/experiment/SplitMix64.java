package io.github.dropblock.harness.experiment;

/**
 * Random numbers that are the same on every machine and under every JDK: SplitMix64 (Steele, Lea
 * and Flood 2014), which, unlike the JDK's generators, nobody can retune.
 */
public final class SplitMix64 {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private long state;

  /** Other numbers for every other list of seeds. */
  public SplitMix64(long... seeds) {
    for (long seed : seeds) {
      state = Seed.mix(state + GOLDEN) ^ seed;
    }
    state = Seed.mix(state);
  }

  public long bits() {
    state += GOLDEN;
    return Seed.mix(state);
  }

  /** Uniform from 0 to below 1. */
  public double uniform() {
    return (bits() >>> 11) * 0x1.0p-53;
  }

  public double between(double low, double high) {
    return low + (high - low) * uniform();
  }

  /** Uniform from 0 to below {@code bound}, which is small enough for the bias not to matter. */
  public int below(int bound) {
    return (int) (uniform() * bound);
  }

  public boolean chance(double probability) {
    return uniform() < probability;
  }

  /** Nearly normal (a sum of four uniforms, so never beyond 3.5 standard deviations). */
  public double normal(double mean, double deviation) {
    long bits = bits();
    double sum =
        (bits & 0xFFFF) + (bits >>> 16 & 0xFFFF) + (bits >>> 32 & 0xFFFF) + (bits >>> 48 & 0xFFFF);
    // Four uniforms on 0 … 65,535 have mean 131,070 and deviation 65,536 / √3.
    return mean + deviation * (sum - 131_070) / 37_837.2;
  }

  /** Shuffles in place (Fisher and Yates). */
  public void shuffle(int[] values) {
    for (int i = values.length - 1; i > 0; i--) {
      int j = below(i + 1);
      int kept = values[i];
      values[i] = values[j];
      values[j] = kept;
    }
  }

  /** A well-mixed value of three coordinates, for noise that has no order of drawing. */
  public static long hash(long seed, long x, long y) {
    return Seed.mix(Seed.mix(Seed.mix(seed) + x * GOLDEN) + y * 0xC2B2AE3D27D4EB4FL);
  }
}
