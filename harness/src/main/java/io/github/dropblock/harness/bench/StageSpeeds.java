package io.github.dropblock.harness.bench;

import java.util.List;

/** What a forked JVM measured of the images' way. */
record StageSpeeds(List<StageSpeed> stages) {
  StageSpeeds {
    stages = List.copyOf(stages);
  }
}
