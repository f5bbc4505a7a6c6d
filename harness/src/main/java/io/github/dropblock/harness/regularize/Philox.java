package io.github.dropblock.harness.regularize;

/**
 * Philox 4×32-10 (Salmon, Moraes, Dror, Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3"):
 * a counter of four words and a key of two give four words that look random. Nothing is kept from
 * one counter to the next, so that whoever wants a number, on whatever device, works out that one
 * alone.
 */
public final class Philox {
  /** Words that a counter gives. */
  static final int WORDS = 4;

  private static final int ROUNDS = 10;
  private static final long MULTIPLIER_0 = 0xD2511F53L;
  private static final long MULTIPLIER_1 = 0xCD9E8D57L;

  /** What is added to the key between rounds: the golden ratio's fraction, and √3's less 1. */
  private static final int WEYL_0 = 0x9E3779B9;

  private static final int WEYL_1 = 0xBB67AE85;
  private static final long LOW = 0xFFFF_FFFFL;

  private final int key0;
  private final int key1;

  /**
   * @param key its lower half is the first word of Philox' key, its upper half the second
   */
  public Philox(long key) {
    key0 = (int) key;
    key1 = (int) (key >>> 32);
  }

  /** Writes the four words of a counter into {@code words}. */
  public void draw(int counter0, int counter1, int counter2, int counter3, int[] words) {
    int c0 = counter0;
    int c1 = counter1;
    int c2 = counter2;
    int c3 = counter3;
    int k0 = key0;
    int k1 = key1;
    for (int round = 0; round < ROUNDS; round++) {
      long product0 = MULTIPLIER_0 * (c0 & LOW);
      long product1 = MULTIPLIER_1 * (c2 & LOW);
      c0 = (int) (product1 >>> 32) ^ c1 ^ k0;
      c1 = (int) product1;
      c2 = (int) (product0 >>> 32) ^ c3 ^ k1;
      c3 = (int) product0;
      k0 += WEYL_0;
      k1 += WEYL_1;
    }
    words[0] = c0;
    words[1] = c1;
    words[2] = c2;
    words[3] = c3;
  }

  /**
   * A whole number from 0 to {@code bound} − 1: the upper half of a product. Each has a probability
   * that differs from 1 / bound by less than 2⁻³².
   *
   * @param bound above 0
   */
  static int below(int bound, int word) {
    return (int) (((word & LOW) * bound) >>> 32);
  }
}
