package io.github.dropblock.harness.statistics;

/** What is found about a claim. */
public enum Verdict {
  /** Nothing that could be judged was seen. */
  NOT_TESTED("not tested"),
  /** The stated effect, or more. */
  REPRODUCED("reproduced"),
  /** An effect of the stated sign, but less than stated. */
  SMALLER("right direction, smaller"),
  /** An effect of the other sign. */
  OPPOSITE("opposite"),
  /** If there is an effect, it is less than the original experiment could have seen. */
  NO_SUCH_EFFECT("no such effect"),
  /** What was seen could be chance, and could be the stated effect. */
  INCONCLUSIVE("inconclusive");

  private final String title;

  Verdict(String title) {
    this.title = title;
  }

  /** In words. */
  public String title() {
    return title;
  }

  /** The name in files and style sheets. */
  public String id() {
    return title.replace(",", "").replace(' ', '-');
  }

  /** Whether it speaks against the claim. */
  public boolean against() {
    return this == OPPOSITE || this == NO_SUCH_EFFECT;
  }

  /** Whether it says something for or against the claim. */
  public boolean conclusive() {
    return this != NOT_TESTED && this != INCONCLUSIVE;
  }
}
