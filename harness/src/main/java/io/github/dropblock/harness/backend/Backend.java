package io.github.dropblock.harness.backend;

import java.util.List;
import java.util.Locale;

/** What ND4J computes on. */
public enum Backend {
  CPU;

  /** The name in parameters and settings. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads {@code auto}, which takes the best backend there is, or {@code cpu}.
   *
   * @throws IllegalArgumentException saying what can be chosen
   */
  public static Backend parse(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "auto", "cpu" -> CPU;
      case "cuda" ->
          throw new IllegalArgumentException(
              "the CUDA backend is not part of this version yet; choose auto or cpu");
      default ->
          throw new IllegalArgumentException(
              "unknown backend '%s'; choose auto or cpu".formatted(text.strip()));
    };
  }

  /** The artifacts that hold this backend, with native libraries for one platform only. */
  public List<Coordinates> artifacts(Platform platform) {
    Versions versions = Versions.current();
    String nd4j = versions.deeplearning4j();
    return List.of(
        new Coordinates("org.nd4j", "nd4j-native", "", nd4j),
        new Coordinates("org.nd4j", "nd4j-native", platform.classifier(), nd4j),
        new Coordinates("org.bytedeco", "javacpp", platform.name(), versions.javacpp()),
        new Coordinates("org.bytedeco", "openblas", platform.name(), versions.openblas()));
  }
}
