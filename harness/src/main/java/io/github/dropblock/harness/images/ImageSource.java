package io.github.dropblock.harness.images;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Images with their classes. Safe to use from several threads. */
public interface ImageSource extends Closeable {
  /** Where the images come from, in a few words and without the path to it. */
  String description();

  /** Whether the images are drawings and no photos. */
  boolean drawn();

  /** Whether the images lie as Kaggle's Dogs vs. Cats does: {@code train/cat.0.jpg}. */
  boolean kaggle();

  /** Names of labels 0, 1, …: cat is 0 and dog is 1 wherever there are cats and dogs. */
  List<String> classes();

  /** All images, ordered by id. */
  List<ImageEntry> entries();

  /** What a user may not expect of which images there are, in a line each. */
  default List<String> remarks() {
    return List.of();
  }

  /**
   * Stands for all images together, and costs no reading of them: another one when an image comes,
   * goes or changes. Empty where choosing costs too little to be remembered.
   */
  default Optional<String> stamp() throws IOException {
    return Optional.empty();
  }

  /** SHA-256 of an image's content, lower-case hexadecimal. */
  String sha256(ImageEntry image) throws IOException;

  /**
   * An image with its short side scaled to {@code side} pixels, cut to the square in its middle.
   *
   * @throws UnreadableImageException if this one image is at fault
   */
  Pixels decode(ImageEntry image, int side) throws IOException;

  @Override
  void close() throws IOException;
}
