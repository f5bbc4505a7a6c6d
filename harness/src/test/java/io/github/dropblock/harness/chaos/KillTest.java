package io.github.dropblock.harness.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dropblock.harness.chaos.KilledRun.Blow;
import io.github.dropblock.harness.experiment.Network;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whenever a run is killed, the next goes on, and what comes out in the end is what would have come
 * out undisturbed. In {@code mvn verify} a few kills; many with {@code mvn verify -Pchaos}, which
 * sets {@code chaos.kills}.
 */
class KillTest {
  private static final int KILLS = Integer.getInteger("chaos.kills", 4);
  private static final long SEED = Long.getLong("chaos.seed", 1);

  /** Above so many kills there is time for a second network, and for its pretraining. */
  private static final List<Network> NETWORKS =
      KILLS > 20 ? List.of(Network.ALEXNET, Network.VGG_16) : List.of(Network.ALEXNET);

  @TempDir Path temporary;

  @Test
  void aRunKilledAtAnyMomentComesToTheSameEnd() throws Exception {
    Random random = new Random(SEED);
    KilledRun undisturbed = new KilledRun(temporary.resolve("undisturbed"), NETWORKS, random);
    undisturbed.finish();
    Map<String, String> expected = undisturbed.contents();
    Map<String, Integer> struck = new TreeMap<>();
    int kills = 0;
    Instant start = Instant.now();
    for (int number = 1; kills < KILLS; number++) {
      KilledRun run = new KilledRun(temporary.resolve("killed-" + number), NETWORKS, random);
      for (Moment moment : moments(random)) {
        Blow blow = Blow.values()[random.nextInt(Blow.values().length)];
        if (run.strike(moment, blow)) {
          struck.merge(moment + " " + blow, 1, Integer::sum);
          kills++;
        }
      }
      run.finish();
      assertThat(run.contents()).as("seed %d, run %d", SEED, number).isEqualTo(expected);
    }
    System.out.printf(
        "%d kills in %d s, seed %d: %s%n",
        kills, Duration.between(start, Instant.now()).toSeconds(), SEED, struck);
  }

  /** In the order of a run, since what is done once doesn't come again. */
  private static List<Moment> moments(Random random) {
    List<Moment> moments = new ArrayList<>();
    for (Moment moment : Moment.values()) {
      // Epochs come several times.
      int times =
          switch (moment) {
            case TRAINING, EPOCHS_ROW, CHECKPOINT -> random.nextInt(3);
            default -> random.nextInt(2);
          };
      for (int i = 0; i < times; i++) {
        moments.add(moment);
      }
    }
    return moments;
  }
}
