package io.github.dropblock.harness.regularize;

import java.util.Arrays;

/**
 * All that the blocks of a forward pass depend on.
 *
 * <p>Each plane, a channel of an image, has random words of its own: those of {@link Philox} under
 * the place's key and the counters (0, 1, …; channel; image; iteration). The first word says how
 * many blocks begin in the plane ({@link Binomial}), and each one after it where one does, by R.
 * Floyd's rule for numbers that differ (Bentley, Floyd 1987, "A sample of brilliance"): no word is
 * ever drawn in vain, and a plane needs to know of no other.
 *
 * @param beginning how many of a plane's places begin a block
 * @param seed of this place in this phase of the training
 */
record Drawing(
    int images,
    int channels,
    int height,
    int width,
    int size,
    Binomial beginning,
    long seed,
    int iteration) {
  /** The same maps in another step. */
  Drawing at(int other) {
    return new Drawing(images, channels, height, width, size, beginning, seed, other);
  }

  Blocks draw() {
    Pen pen = new Pen(this);
    int[] ends = new int[images * channels];
    for (int image = 0; image < images; image++) {
      for (int channel = 0; channel < channels; channel++) {
        ends[image * channels + channel] = pen.draw(image, channel);
      }
    }
    return new Blocks(images, channels, height, width, size, ends, pen.corners(), pen.dropped);
  }

  private long expectedCorners() {
    return (long) (images * (double) channels * beginning.trials() * beginning.probability());
  }

  /** Draws plane after plane, and counts what lies under the blocks. */
  private static final class Pen {
    private final Philox philox;
    private final Binomial beginning;
    private final int across;
    private final int iteration;
    private final int[] words = new int[Philox.WORDS];
    private final long[] taken;
    private final Cover cover;
    private int[] corners;
    private int count;
    private long dropped;

    Pen(Drawing drawing) {
      philox = new Philox(drawing.seed);
      beginning = drawing.beginning;
      across = drawing.width - drawing.size + 1;
      iteration = drawing.iteration;
      taken = new long[(beginning.trials() + Long.SIZE - 1) / Long.SIZE];
      cover = new Cover(drawing.height, drawing.width, drawing.size);
      corners = new int[Math.toIntExact(drawing.expectedCorners() * 9 / 8 + 64)];
    }

    /** Returns how many corners there are with this plane's. */
    int draw(int image, int channel) {
      philox.draw(0, channel, image, iteration, words);
      int blocks = beginning.successes(words[0]);
      if (blocks == 0) {
        return count;
      }
      if (corners.length < count + blocks) {
        corners = Arrays.copyOf(corners, Math.max(count + blocks, count + count / 2));
      }
      int places = beginning.trials();
      for (int i = 1; i <= blocks; i++) {
        if (i % Philox.WORDS == 0) {
          philox.draw(i / Philox.WORDS, channel, image, iteration, words);
        }
        int highest = places - blocks + i - 1;
        int place = Philox.below(highest + 1, words[i % Philox.WORDS]);
        add(isTaken(place) ? highest : place);
      }
      for (int i = count - blocks; i < count; i++) {
        taken[corners[i] >>> 6] = 0;
      }
      cover.clear();
      return count;
    }

    private boolean isTaken(int place) {
      return (taken[place >>> 6] >>> place & 1) != 0;
    }

    private void add(int place) {
      taken[place >>> 6] |= 1L << place;
      corners[count++] = place;
      dropped += cover.add(place / across, place % across);
    }

    int[] corners() {
      return Arrays.copyOf(corners, count);
    }
  }
}
