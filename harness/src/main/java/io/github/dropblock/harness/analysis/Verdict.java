package io.github.dropblock.harness.analysis;

/** What a run says about a claim. */
public enum Verdict {
  REPRODUCED("reproduced"),
  CONTRADICTED("contradicted"),
  /** What was seen could be chance. */
  INCONCLUSIVE("inconclusive"),
  /** What would have to be seen is missing. */
  NOT_TESTED("not tested");

  private final String title;

  Verdict(String title) {
    this.title = title;
  }

  /** In words, for the paper's own data and protocol. */
  public String title() {
    return title;
  }

  /** The name in files and style sheets. */
  public String id() {
    return title.replace(' ', '-');
  }

  /** Whether it says something for or against the claim. */
  public boolean conclusive() {
    return this == REPRODUCED || this == CONTRADICTED;
  }
}
