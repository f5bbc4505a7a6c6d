package io.github.dropblock.harness.paper;

import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Regularizer;
import java.util.OptionalDouble;

/**
 * The paper's test accuracies (§3, fig. 4), one run each.
 *
 * <p>AlexNet's stood only in figure 4, which is lost: nothing but the distance of its two
 * regularized arms is known.
 */
public final class PaperResults {
  /** Photos in the paper's sample of Kaggle's Dogs vs. Cats, and its parts (§1.1). */
  public static final int IMAGES = 17_000;

  /** Test photos: what an accuracy of the paper is a share of. */
  public static final int TEST_IMAGES = 3_000;

  private PaperResults() {}

  /** Test accuracy in per cent; empty where the paper's text doesn't state it. */
  public static OptionalDouble accuracy(Network network, Regularizer regularizer) {
    int tenths = tenths(network, regularizer);
    return tenths == 0 ? OptionalDouble.empty() : OptionalDouble.of(tenths / 10.0);
  }

  /**
   * How far {@code arm}'s test accuracy lies above {@code baseline}'s, percentage points; empty
   * where the paper's text doesn't state it.
   */
  public static OptionalDouble difference(Network network, Regularizer arm, Regularizer baseline) {
    if (network == Network.ALEXNET
        && arm == Regularizer.DROPOUT_DROPBLOCK
        && baseline == Regularizer.DROPOUT) {
      return OptionalDouble.of(-0.3);
    }
    int one = tenths(network, arm);
    int other = tenths(network, baseline);
    return one == 0 || other == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of((one - other) / 10.0);
  }

  /** In tenths of a per cent, so that differences are exact; 0 where not stated. */
  private static int tenths(Network network, Regularizer regularizer) {
    return switch (network) {
      case VGG_16 -> tenths(regularizer, 953, 962, 978);
      case RESNET_34 -> tenths(regularizer, 945, 957, 970);
      case ALEXNET -> 0;
    };
  }

  private static int tenths(Regularizer regularizer, int none, int dropout, int both) {
    return switch (regularizer) {
      case NONE -> none;
      case DROPOUT -> dropout;
      case DROPBLOCK -> 0;
      case DROPOUT_DROPBLOCK -> both;
    };
  }
}
