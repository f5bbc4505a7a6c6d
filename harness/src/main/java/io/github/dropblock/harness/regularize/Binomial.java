package io.github.dropblock.harness.regularize;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Arrays;

/**
 * How many of some trials succeed, drawn from one random word by a table: {@code n} is drawn where
 * the word lies below 2³² P(at most n), rounded, but not below that of n − 1. So each number's
 * probability is the binomial one to 2⁻³², and the same word gives the same number on any machine:
 * the table is worked out in decimals, and looked up by whole numbers.
 */
final class Binomial {
  /** Far more digits than the 10 that a word can tell apart. */
  private static final MathContext DIGITS = new MathContext(50, RoundingMode.HALF_EVEN);

  private static final BigDecimal WORDS = BigDecimal.valueOf(1L << 32);
  private static final int GUIDE_BITS = 8;

  private final int trials;
  private final double probability;

  /** What the word 0 gives. */
  private final int least;

  /** Ascending, unsigned: each that a word reaches adds one to {@link #least}. */
  private final int[] bounds;

  /** How many bounds the first word with certain upper bits reaches. */
  private final int[] guide = new int[1 << GUIDE_BITS];

  /**
   * @param trials 1 or more
   * @param probability of success, 0 to 1
   */
  Binomial(int trials, double probability) {
    this.trials = trials;
    this.probability = probability;
    int[] found = new int[16];
    int count = 0;
    int first = -1;
    Cumulative below = new Cumulative(trials, probability);
    for (long bound = below.next(); bound < 1L << 32; bound = below.next()) {
      if (bound > 0) {
        first = first < 0 ? below.successes : first;
        found = count == found.length ? Arrays.copyOf(found, 2 * count) : found;
        found[count++] = (int) bound;
      }
    }
    least = first < 0 ? below.successes : first;
    bounds = Arrays.copyOf(found, count);
    for (int i = 0; i < guide.length; i++) {
      guide[i] = reached(0, i << (32 - GUIDE_BITS));
    }
  }

  /** 2³² P(at most so many successes), for one number of successes after the other. */
  private static final class Cumulative {
    private final int trials;
    private final BigDecimal odds;
    private BigDecimal exactly;
    private BigDecimal atMost = BigDecimal.ZERO;
    private int successes = -1;

    Cumulative(int trials, double probability) {
      this.trials = trials;
      BigDecimal success = new BigDecimal(probability);
      BigDecimal failure = BigDecimal.ONE.subtract(success);
      boolean certain = failure.signum() == 0;
      odds = certain ? null : success.divide(failure, DIGITS);
      exactly = certain ? null : failure.pow(trials, DIGITS);
    }

    long next() {
      successes++;
      if (successes == trials) {
        return 1L << 32;
      }
      if (odds == null) {
        return 0;
      }
      if (successes > 0) {
        exactly =
            exactly
                .multiply(odds, DIGITS)
                .multiply(BigDecimal.valueOf(trials - successes + 1L), DIGITS)
                .divide(BigDecimal.valueOf(successes), DIGITS);
      }
      atMost = atMost.add(exactly, DIGITS);
      return atMost.multiply(WORDS).setScale(0, RoundingMode.HALF_EVEN).longValueExact();
    }
  }

  int trials() {
    return trials;
  }

  double probability() {
    return probability;
  }

  /** The mean. */
  double expected() {
    return trials * probability;
  }

  /** As {@link BlockTable} has it. */
  int[] numbers() {
    int[] numbers = new int[BlockTable.BEFORE_BOUNDS + bounds.length];
    numbers[0] = least;
    numbers[1] = bounds.length;
    System.arraycopy(guide, 0, numbers, 2, guide.length);
    System.arraycopy(bounds, 0, numbers, BlockTable.BEFORE_BOUNDS, bounds.length);
    return numbers;
  }

  /** The number of successes that a random word stands for. */
  int successes(int word) {
    return least + reached(guide[word >>> (32 - GUIDE_BITS)], word);
  }

  private int reached(int from, int word) {
    int count = from;
    while (count < bounds.length && Integer.compareUnsigned(word, bounds[count]) >= 0) {
      count++;
    }
    return count;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Binomial that
        && trials == that.trials
        && probability == that.probability;
  }

  @Override
  public int hashCode() {
    return 31 * trials + Double.hashCode(probability);
  }
}
