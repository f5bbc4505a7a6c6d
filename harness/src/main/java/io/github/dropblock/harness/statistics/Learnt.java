package io.github.dropblock.harness.statistics;

/** Whether an arm's trainings, each a two-class classifier, have learnt. */
public enum Learnt {
  /** All have. */
  ALL,
  /** Some have: a mean over them says nothing of either kind. */
  SOME,
  /** None has: the arm is stuck. */
  NONE;

  /** What a training's accuracy must clearly exceed to be judged by, a share. */
  private static final double ENOUGH = 0.6;

  /** What guessing reaches, a share. */
  private static final double GUESSING = 0.5;

  /** Of an arm's trainings. */
  public static Learnt of(Answers arm) {
    int learnt = count(arm);
    return learnt == 0 ? NONE : learnt == arm.seeds() ? ALL : SOME;
  }

  /** How many of an arm's trainings have learnt. */
  public static int count(Answers arm) {
    return above(ENOUGH, arm);
  }

  /** Whether none of an arm's trainings is clearly better than guessing. */
  public static boolean guesses(Answers arm) {
    return above(GUESSING, arm) == 0;
  }

  /** Of an arm's trainings, those whose accuracy's Wilson interval, 95 %, lies above a limit. */
  private static int above(double limit, Answers arm) {
    int above = 0;
    for (double share : arm.shares()) {
      int right = (int) Math.round(share * arm.images());
      above += Proportions.wilson(right, arm.images()).low() > limit ? 1 : 0;
    }
    return above;
  }
}
