package io.github.dropblock.harness.analysis;

import io.github.dropblock.harness.statistics.Verdict;

/** How near a run is to the experiment whose claims it judges. */
public enum Ground {
  /** The same images and protocol. */
  PAPER(""),
  /** The same images, another protocol. */
  OTHER_PROTOCOL(" under another protocol"),
  /** Other images: nothing here is plainly reproduced. */
  OTHER_DATA(" on other data"),
  /** Drawn images: they say nothing about photos, so there are no verdicts. */
  DRAWN("");

  private final String suffix;

  Ground(String suffix) {
    this.suffix = suffix;
  }

  /** A verdict in words, such as {@code reproduced on other data}. */
  public String title(Verdict verdict) {
    return verdict.conclusive() ? verdict.title() + suffix : verdict.title();
  }
}
