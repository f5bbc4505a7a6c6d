package io.github.dropblock.harness.statistics;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ContinuousSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * Random numbers for simulations, the same from a seed on every JDK: SplitMix64 (Steele, Lea and
 * Flood, OOPSLA 2014), and McFarland's ziggurat (Journal of Statistical Computation and Simulation
 * 86, 2016) for the normal distribution, which takes a tenth of the time of {@link
 * java.util.Random}'s.
 */
final class Draws implements UniformRandomProvider {
  private final ContinuousSampler normal = ZigguratSampler.NormalizedGaussian.of(this);
  private long state;

  Draws(long seed) {
    this.state = seed;
  }

  @Override
  public long nextLong() {
    state += 0x9E3779B97F4A7C15L;
    long mixed = (state ^ state >>> 30) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
    return mixed ^ mixed >>> 31;
  }

  /** With mean 0 and standard deviation 1. */
  double normal() {
    return normal.sample();
  }

  /** As many of them. */
  double[] normal(int count) {
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = normal();
    }
    return values;
  }
}
