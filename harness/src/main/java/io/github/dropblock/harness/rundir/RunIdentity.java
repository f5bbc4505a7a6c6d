package io.github.dropblock.harness.rundir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dropblock.harness.files.Json;
import java.util.List;

/** What all results of a run have in common: protocol, images, backend, and the version of DL4J. */
public final class RunIdentity {
  private RunIdentity() {}

  /** Where two runs differ in it, in words; results of both may stand in one run if nowhere. */
  public static List<String> differences(RunRecord there, RunRecord now) {
    return SettingsDifference.between(identity(there, now), identity(now, there)).stream()
        .map(SettingsDifference::toString)
        .toList();
  }

  private static JsonNode identity(RunRecord run, RunRecord other) {
    ObjectNode tree = (ObjectNode) Json.tree(run);
    tree.retain("schema", "protocol", "backend", "versions", "data");
    ((ObjectNode) tree.get("versions")).retain("deeplearning4j");
    if (run.data().fingerprint().equals(other.data().fingerprint())) {
      tree.remove("data");
    } else {
      ((ObjectNode) tree.get("data"))
          .retain("source", "train", "validation", "test", "fingerprint");
    }
    return tree;
  }
}
