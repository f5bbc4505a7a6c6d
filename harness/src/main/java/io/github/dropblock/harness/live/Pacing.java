package io.github.dropblock.harness.live;

import java.time.Duration;

/**
 * When a page is worth writing anew, and affordable. Times are those of {@link System#nanoTime()}.
 */
final class Pacing {
  /** However little happens, losses go on. */
  static final Duration AT_LEAST_EVERY = Duration.ofMinutes(10);

  /** Nobody reloads a page more often; and a run of a few seconds needs none. */
  static final Duration PAUSE = Duration.ofSeconds(10);

  /** A cell that ends makes room for another, which the same page can show. */
  static final Duration SETTLING = Duration.ofSeconds(2);

  /** Pages may take one part in so many of a core's time: the rest of it is for training. */
  static final int SHARE = 25;

  private long last;
  private long pause;
  private long changed;
  private boolean news;

  /** The run begins: there is no page of it yet. */
  Pacing(long now) {
    last = now;
    pause = PAUSE.toNanos();
    changed(now);
  }

  /** Something has happened that people wait for. */
  void changed(long now) {
    changed = now;
    news = true;
  }

  /** Whether to write the page now. */
  boolean due(long now) {
    return now - last >= pause
        && ((news && now - changed >= SETTLING.toNanos())
            || now - last >= AT_LEAST_EVERY.toNanos());
  }

  /** The page is being written, with all that has happened so far. */
  void writing() {
    news = false;
  }

  /**
   * It was written, or could not be.
   *
   * @param took by the clock, ns
   * @param cost in processor time, ns; by the clock a busy machine would seem a large run
   */
  void written(long now, long took, long cost) {
    last = now;
    pause = Math.max(PAUSE.toNanos(), Math.max(took, (SHARE - 1) * cost));
  }
}
