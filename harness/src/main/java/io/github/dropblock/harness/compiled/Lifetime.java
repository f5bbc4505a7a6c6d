package io.github.dropblock.harness.compiled;

/**
 * How much memory an array takes, and for how long.
 *
 * @param bytes 0 or more
 * @param first step that writes it
 * @param last step that reads it
 */
public record Lifetime(long bytes, int first, int last) {
  public Lifetime {
    if (bytes < 0 || first > last) {
      throw new IllegalArgumentException(
          "%s bytes from step %s to step %s".formatted(bytes, first, last));
    }
  }

  boolean meets(Lifetime other) {
    return first <= other.last && other.first <= last;
  }
}
