package io.github.dropblock.harness.images;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What an image is used for. */
public enum Split {
  @JsonProperty("train")
  TRAIN,
  @JsonProperty("validation")
  VALIDATION,
  @JsonProperty("test")
  TEST
}
