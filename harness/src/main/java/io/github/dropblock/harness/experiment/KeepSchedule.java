package io.github.dropblock.harness.experiment;

/** How DropBlock's keep probability goes over a training. */
public enum KeepSchedule {
  /** The same p in every epoch: what the paper states. */
  CONSTANT {
    @Override
    public double keep(double target, int epoch, int epochs) {
      return target;
    }
  },
  /** From 1 in the first epoch to p in the last: Ghiasi et al. 2018, §3.1 and table 1. */
  LINEAR {
    @Override
    public double keep(double target, int epoch, int epochs) {
      return epochs < 2 ? target : 1 - (1 - target) * Math.min(1, epoch / (epochs - 1.0));
    }
  };

  /**
   * The keep probability in an epoch.
   *
   * @param target p at the end of the training
   * @param epoch counted from 0
   * @param epochs of the whole training
   */
  public abstract double keep(double target, int epoch, int epochs);

  /** Reads {@code constant} or {@code linear}. */
  public static KeepSchedule parse(String text) {
    return Names.parse(text, values(), KeepSchedule::name, "keep schedule");
  }
}
