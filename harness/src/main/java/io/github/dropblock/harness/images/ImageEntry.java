package io.github.dropblock.harness.images;

import java.util.Objects;

/**
 * An image of a source.
 *
 * @param id its name in the source, such as {@code train/cat.0.jpg}
 * @param label index of its class, from 0
 */
public record ImageEntry(String id, int label) {
  public ImageEntry {
    Objects.requireNonNull(id, "id");
    if (label < 0) {
      throw new IllegalArgumentException(
          "label of " + id + " is " + label + "; it must be 0 or more");
    }
  }
}
