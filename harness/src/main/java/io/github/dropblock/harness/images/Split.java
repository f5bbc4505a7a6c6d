package io.github.dropblock.harness.images;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What an image is used for. */
public enum Split {
  @JsonProperty("train")
  TRAIN("training"),
  @JsonProperty("validation")
  VALIDATION("validation"),
  @JsonProperty("test")
  TEST("testing");

  private final String purpose;

  Split(String purpose) {
    this.purpose = purpose;
  }

  /** For people. */
  String purpose() {
    return purpose;
  }
}
