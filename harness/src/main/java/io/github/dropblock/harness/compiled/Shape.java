package io.github.dropblock.harness.compiled;

import java.util.Arrays;

/**
 * Sizes of an array: {@code [images, channels, height, width]} of maps, {@code [images, units]}, or
 * those of a parameter.
 */
public record Shape(long... sizes) {
  public Shape {
    sizes = sizes.clone();
    if (sizes.length == 0 || Arrays.stream(sizes).anyMatch(size -> size < 1)) {
      throw new IllegalArgumentException(
          "a shape has sizes of 1 or more, not " + Arrays.toString(sizes));
    }
  }

  @Override
  public long[] sizes() {
    return sizes.clone();
  }

  public long images() {
    return sizes[0];
  }

  /** Channels of maps, or units. */
  public long channels() {
    return sizes[1];
  }

  public boolean maps() {
    return sizes.length == 4;
  }

  public long height() {
    return sizes[2];
  }

  public long width() {
    return sizes[3];
  }

  /** How many numbers. */
  public long length() {
    return Arrays.stream(sizes).reduce(1, (left, right) -> left * right);
  }

  Shape ofImages(long images) {
    long[] changed = sizes.clone();
    changed[0] = images;
    return new Shape(changed);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape that && Arrays.equals(sizes, that.sizes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sizes);
  }

  @Override
  public String toString() {
    return Arrays.toString(sizes);
  }
}
