package io.github.dropblock.harness.statistics;

/** Whether an arm's trainings, each a two-class classifier, have learnt. */
public enum Learnt {
  /** All have. */
  ALL,
  /** Some have: a mean over them says nothing of either kind. */
  SOME,
  /** None has: the arm is stuck. */
  NONE;

  /** What a training's accuracy must clearly exceed, a share. Guessing reaches 0.5. */
  public static final double GUESSING = 0.6;

  /** Of an arm's trainings, by {@link #clearly}. */
  public static Learnt of(Answers arm) {
    int learnt = 0;
    for (double share : arm.shares()) {
      learnt += clearly(share, arm.images()) ? 1 : 0;
    }
    return learnt == 0 ? NONE : learnt == arm.seeds() ? ALL : SOME;
  }

  /**
   * Whether the lower end of Wilson's 95 % interval of an accuracy lies above {@value #GUESSING}.
   */
  public static boolean clearly(double share, int images) {
    return Proportions.wilson((int) Math.round(share * images), images).low() > GUESSING;
  }
}
