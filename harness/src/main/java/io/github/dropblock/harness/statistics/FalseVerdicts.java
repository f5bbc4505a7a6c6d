package io.github.dropblock.harness.statistics;

import io.github.dropblock.harness.statistics.Decision.ClaimPart;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How often a run like the one at hand would give a verdict on accuracies for or against some claim
 * though no arm differs from another: simulated by {@link LatentDifficulty}.
 */
public final class FalseVerdicts {
  /** Enough for a standard error of 0.3 points at 5 %, in seconds. */
  private static final int RUNS = 4000;

  /** Fixed, so that the same files give the same report. */
  private static final long SEED = 20190118;

  /** What is each training's own about an image's difficulty. */
  static final double OWN = 0.3;

  /**
   * To be raised with every change to what is drawn or to how it is decided: a rate that is kept
   * counts for this number alone.
   */
  private static final int MODEL = 3;

  private FalseVerdicts() {}

  /**
   * Arms that share their images and don't differ.
   *
   * @param accuracy of all of them, a share, above 0 and below 1
   * @param scatter standard deviation of their accuracies over seeds, a share, images' part
   *     included
   * @param images that they are tested on
   * @param seeds of each arm, 2 or more
   */
  public record AlikeArms(double accuracy, double scatter, int images, List<Integer> seeds) {
    public AlikeArms {
      seeds = List.copyOf(seeds);
    }
  }

  /**
   * That an arm of a group beats another.
   *
   * @param group its index
   * @param arm its index in the group
   * @param baseline the other's
   */
  public record ArmPair(int group, int arm, int baseline) {}

  /** All that {@link #rate} depends on, as text: the same text means the same rate. */
  public static String basis(List<AlikeArms> groups, List<List<ArmPair>> claims) {
    return "model %s, %s runs from seed %s: %s, %s".formatted(MODEL, RUNS, SEED, groups, claims);
  }

  /**
   * The share of runs with one such verdict or more.
   *
   * @param claims each of one comparison or more
   */
  public static double rate(List<AlikeArms> groups, List<List<ArmPair>> claims) {
    return (double)
            IntStream.range(0, RUNS)
                // Each run draws by itself, so that all cores may and the rate stays the same.
                .parallel()
                .filter(run -> givesVerdict(new Draws(SEED + run), groups, claims))
                .count()
        / RUNS;
  }

  private static boolean givesVerdict(
      Draws random, List<AlikeArms> groups, List<List<ArmPair>> claims) {
    List<List<Answers>> drawn = groups.stream().map(group -> draw(random, group)).toList();
    List<Double> ps =
        claims.stream()
            .map(claim -> claim.stream().map(each -> part(drawn, each)).toList())
            .map(Decision::p)
            .toList();
    return MultipleTests.benjaminiHochberg(ps).stream().anyMatch(p -> p <= Estimate.LEVEL);
  }

  private static List<Answers> draw(Draws random, AlikeArms group) {
    LatentDifficulty model = new LatentDifficulty(random, group.images(), OWN);
    Answers lucky = model.arm(group.accuracy(), 0, new double[2]);
    double images = lucky.variance() - lucky.covariance();
    double scatter = Math.sqrt(Math.max(0, group.scatter() * group.scatter() - images));
    List<Answers> arms = new ArrayList<>();
    for (int seeds : group.seeds()) {
      arms.add(model.arm(group.accuracy(), scatter, model.lucks(seeds)));
    }
    return arms;
  }

  private static ClaimPart part(List<List<Answers>> drawn, ArmPair each) {
    List<Answers> arms = drawn.get(each.group());
    return ClaimPart.direction(
        Accuracies.difference(arms.get(each.arm()), arms.get(each.baseline()), true));
  }
}
