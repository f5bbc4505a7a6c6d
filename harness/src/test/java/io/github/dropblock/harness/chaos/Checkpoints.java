package io.github.dropblock.harness.chaos;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.zip.ZipFile;

/** Looks into checkpoints without the code under test. */
final class Checkpoints {
  private Checkpoints() {}

  /** How many epochs a checkpoint's training is done with. */
  static int epochs(ZipFile checkpoint) throws IOException {
    return new ObjectMapper()
        .readTree(checkpoint.getInputStream(checkpoint.getEntry("dropblock.json")))
        .get("epochs")
        .asInt();
  }
}
