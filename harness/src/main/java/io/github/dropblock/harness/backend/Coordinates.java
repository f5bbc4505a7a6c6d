package io.github.dropblock.harness.backend;

import java.util.Objects;

/**
 * Where a jar is found in a Maven repository.
 *
 * @param classifier empty for the main jar
 */
public record Coordinates(String group, String artifact, String classifier, String version) {
  public Coordinates {
    Objects.requireNonNull(group, "group");
    Objects.requireNonNull(artifact, "artifact");
    Objects.requireNonNull(classifier, "classifier");
    Objects.requireNonNull(version, "version");
  }

  /** {@code group:artifact:version}, the classifier after the artifact where there is one. */
  @Override
  public String toString() {
    return group + ":" + artifact + (classifier.isEmpty() ? "" : ":" + classifier) + ":" + version;
  }
}
