package io.github.dropblock.harness.regularize;

import java.util.Arrays;

/**
 * Draws the blocks of one plane after the other; a plane is a channel of an image. Its random words
 * are those of {@link Philox} under the place's key, so it needs to know of no other plane:
 *
 * <ul>
 *   <li>Counters (0; channel / 4; image; iteration) give a word for each of four channels, which
 *       says how many blocks begin in its plane ({@link Binomial}).
 *   <li>Counters (1, 2, …; channel; image; iteration) give a word for each block, which says where
 *       it begins, by R. Floyd's rule for numbers that differ (Bentley, Floyd 1987, "A sample of
 *       brilliance"): of the numbers below n, k are to be drawn; so for m from n − k + 1 to n take
 *       one below m, or m − 1 if that one has been taken. No word is drawn in vain.
 * </ul>
 */
final class Pen {
  private final Philox philox;
  private final Binomial beginning;
  private final int size;
  private final int across;
  private final int iteration;
  private final int[] numbers = new int[Philox.WORDS];
  private final int[] words = new int[Philox.WORDS];

  /** A bit for each place of the plane. */
  private final long[] taken;

  private final Cover cover;
  private int[] corners;
  private int count;
  private long dropped;

  Pen(Drawing drawing) {
    philox = new Philox(drawing.seed());
    beginning = drawing.beginning();
    size = drawing.size();
    across = drawing.width() - size + 1;
    iteration = drawing.iteration();
    taken = new long[(beginning.trials() + Long.SIZE - 1) / Long.SIZE];
    cover = new Cover(drawing.height(), drawing.width(), size);
    double expected = (double) drawing.images() * drawing.channels() * beginning.expected();
    corners = new int[Math.toIntExact((long) (expected * 1.125) + 64)];
  }

  /** Draws a plane, and says how many corners there are with its. */
  int draw(int image, int channel) {
    if (channel % Philox.WORDS == 0) {
      philox.draw(0, channel / Philox.WORDS, image, iteration, numbers);
    }
    int blocks = beginning.successes(numbers[channel % Philox.WORDS]);
    if (blocks > 0) {
      if (corners.length < count + blocks) {
        corners = Arrays.copyOf(corners, Math.max(count + blocks, count + count / 2));
      }
      drawPlaces(blocks, image, channel);
    }
    return count;
  }

  private void drawPlaces(int blocks, int image, int channel) {
    int places = beginning.trials();
    if (places == 1) {
      // Needs no word.
      corners[count++] = 0;
      dropped += (long) size * size;
      return;
    }
    philox.draw(1, channel, image, iteration, words);
    if (blocks == 1) {
      corners[count++] = Philox.below(places, words[0]);
      dropped += (long) size * size;
      return;
    }
    for (int i = 0; i < blocks; i++) {
      if (i > 0 && i % Philox.WORDS == 0) {
        philox.draw(1 + i / Philox.WORDS, channel, image, iteration, words);
      }
      int highest = places - blocks + i;
      int place = Philox.below(highest + 1, words[i % Philox.WORDS]);
      add(isTaken(place) ? highest : place);
    }
    for (int i = count - blocks; i < count; i++) {
      taken[corners[i] >>> 6] = 0;
    }
    cover.clear();
  }

  private boolean isTaken(int place) {
    return (taken[place >>> 6] >>> place & 1) != 0;
  }

  private void add(int place) {
    taken[place >>> 6] |= 1L << place;
    corners[count++] = place;
    dropped += cover.add(place / across, place % across);
  }

  /** In the order in which they were drawn; each counts row by row through its plane's places. */
  int[] corners() {
    return Arrays.copyOf(corners, count);
  }

  /** Cells under the blocks of all planes. */
  long dropped() {
    return dropped;
  }
}
