package io.github.dropblock.harness.rundir;

import java.util.List;

/**
 * {@code feature-maps.json}: what one layer of a trained network makes of a test image, and what
 * DropBlock leaves of that. Maps hold a byte for each of {@code height × width} cells, row by row.
 *
 * @param schema version of this file's form
 * @param image id of the test image, the same for all cells of a run
 * @param layer whose output is shown
 * @param height of a map, cells
 * @param width of a map, cells
 * @param blockSize s, cells
 * @param gamma of Eq. 3 at the last epoch's keep probability
 * @param scale what kept cells are multiplied by: all cells / kept cells, over all channels
 * @param most the activation that 255 stands for; 0 stands for 0
 * @param channels some of the layer's: those whose activations differ most from cell to cell
 */
public record FeatureMaps(
    int schema,
    String image,
    String layer,
    int height,
    int width,
    int blockSize,
    double gamma,
    double scale,
    double most,
    List<Channel> channels) {
  public static final int SCHEMA = 1;

  private static final int MOST_SIDE = 1024;
  private static final int MOST_CHANNELS = 64;

  public FeatureMaps {
    channels = List.copyOf(channels);
    if (Math.min(height, width) < 1
        || Math.max(height, width) > MOST_SIDE
        || channels.size() > MOST_CHANNELS) {
      throw new IllegalArgumentException(
          "it claims %s maps of %s × %s cells; %s of %s × %s are the most"
              .formatted(channels.size(), height, width, MOST_CHANNELS, MOST_SIDE, MOST_SIDE));
    }
    for (Channel channel : channels) {
      for (byte[] map : List.of(channel.before, channel.mask, channel.after)) {
        if (map.length != height * width) {
          throw new IllegalArgumentException(
              "channel %s has a map of %s cells instead of %s × %s"
                  .formatted(channel.number, map.length, height, width));
        }
      }
    }
  }

  /**
   * One channel's maps.
   *
   * @param number of the channel, counted from 0
   * @param before the activations, as in testing
   * @param mask 0 where a block lies, 255 elsewhere
   * @param after the activations that DropBlock hands on, as in training
   */
  public record Channel(int number, byte[] before, byte[] mask, byte[] after) {}
}
