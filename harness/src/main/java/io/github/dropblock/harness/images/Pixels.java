package io.github.dropblock.harness.images;

/**
 * A decoded square image.
 *
 * @param side pixels
 * @param planes red, green and blue plane one after the other (CHW), each row by row, as unsigned
 *     bytes: 3 · side · side of them
 */
public record Pixels(int side, byte[] planes) {
  /** Red, green, blue. */
  public static final int CHANNELS = 3;

  public Pixels {
    if (side < 1 || planes.length != CHANNELS * side * side) {
      throw new IllegalArgumentException(
          "%s bytes are not the three planes of a square of %s pixels"
              .formatted(planes.length, side));
    }
  }
}
