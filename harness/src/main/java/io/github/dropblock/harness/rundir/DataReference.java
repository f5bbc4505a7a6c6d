package io.github.dropblock.harness.rundir;

import java.util.List;
import java.util.Objects;

/**
 * The images that a cell trains and tests on.
 *
 * @param split path of the split manifest
 * @param pixels path of the decoded pixels, in the manifest's order; empty where a training's
 *     result was brought from elsewhere
 * @param fingerprint SHA-256 of the manifest
 * @param classes names of the labels 0, 1, …
 */
public record DataReference(String split, String pixels, String fingerprint, List<String> classes) {
  public DataReference {
    Objects.requireNonNull(split, "split");
    Objects.requireNonNull(pixels, "pixels");
    Objects.requireNonNull(fingerprint, "fingerprint");
    classes = List.copyOf(classes);
  }

  DataReference withoutPixels() {
    return new DataReference(split, "", fingerprint, classes);
  }
}
