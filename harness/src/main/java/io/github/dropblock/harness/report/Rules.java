package io.github.dropblock.harness.report;

import io.github.dropblock.harness.analysis.Learning;
import java.util.List;

/**
 * How verdicts are reached, in sentences: the page shows them, docs/verdicts.md has the formulas.
 */
final class Rules {
  private Rules() {}

  static final List<String> ALL =
      List.of(
          "The first verdict that fits: not tested (too short, not learnt, one seed, missing, drawn"
              + " images); significant with the claimed sign: reproduced if the 95 % interval"
              + " reaches the stated size, else right direction, smaller; significant with the"
              + " other sign: opposite; not significant, and the interval lies below the effect"
              + " that the paper's own design would have found in a third of tries: no such effect;"
              + " else inconclusive. Significant: p, corrected for all claims tested, is at most"
              + " 0.05.",
          "Accuracies: one model for effect, interval and p, which weighs the luck of seeds and the"
              + " choice of test images together: seeds nested in arms, images shared"
              + " (Obuchowski–Rockette's analysis of variance with Hillis' degrees of freedom)."
              + " Seeds are paired between arms only where they are measured to go together.",
          "Losses and epochs: Student's t on the logarithm of the ratio of the arms' geometric"
              + " means, over the seeds.",
          "A claim of several parts needs all of them, so its p is the largest of theirs; a part"
              + " with the wrong sign is enough against it, at its p times the number of parts.",
          "Many claims: p is corrected by Benjamini and Hochberg's method, which keeps the share of"
              + " false ones among those found below one in twenty.",
          Learning.RULE,
          "What the paper's design could have seen: of two accuracies on 3,000 photos each, the"
              + " difference that a test finds in a third of tries (“small telescopes”, Simonsohn"
              + " 2015); never more than the stated size. The paper's interval is binomial, from its"
              + " 3,000 photos: it trained once, so the luck of its seeds is unknown.",
          "On other photos, or under another protocol, a verdict says so. On drawn images there is"
              + " none: they show that the experiment works.");
}
