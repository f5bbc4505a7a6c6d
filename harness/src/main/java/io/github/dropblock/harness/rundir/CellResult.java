package io.github.dropblock.harness.rundir;

import io.github.dropblock.harness.files.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code result.json}: written last, so its presence means that the cell is done.
 *
 * @param schema version of this file's form
 * @param epochs trained
 * @param testImages classified after the last epoch
 * @param testCorrect classified right
 * @param testLoss mean cross-entropy of the test images, nats
 * @param parameters weights and biases of the network, running statistics included
 * @param seconds of training and validation over all epochs
 * @param backend what ran: ND4J's own words for its backend and device
 * @param drops what DropBlock dropped where; empty without DropBlock
 * @param finished when
 * @param machine that it was trained on; null where an earlier version trained it
 */
public record CellResult(
    int schema,
    int epochs,
    int testImages,
    int testCorrect,
    double testLoss,
    long parameters,
    double seconds,
    String backend,
    List<Drop> drops,
    Instant finished,
    @Nullable Machine machine) {
  public static final int SCHEMA = 1;

  /** What the statistics simulate each of. */
  private static final int MOST_TEST_IMAGES = 10_000_000;

  private static final int MOST_PLACES = 1_000;

  public CellResult {
    Schema.require(schema, SCHEMA);
    drops = List.copyOf(drops);
    if (testImages > MOST_TEST_IMAGES || drops.size() > MOST_PLACES) {
      throw new IllegalArgumentException(
          "it claims %s test images and %s places of DropBlock; %s and %s are the most"
              .formatted(testImages, drops.size(), MOST_TEST_IMAGES, MOST_PLACES));
    }
  }

  /** Share of test images classified right, 0 to 1. */
  public double testAccuracy() {
    return (double) testCorrect / testImages;
  }

  /**
   * DropBlock at one place of the network.
   *
   * @param layer whose output is dropped
   * @param height of the feature map, cells
   * @param width of the feature map, cells
   * @param blockSize s, cells
   * @param gamma of Eq. 3 at the last epoch's keep probability
   * @param expectedKeep share of cells kept on average, by closed form
   * @param measuredKeep share of cells kept over the last epoch's steps
   */
  public record Drop(
      String layer,
      int height,
      int width,
      int blockSize,
      double gamma,
      double expectedKeep,
      double measuredKeep) {}
}
