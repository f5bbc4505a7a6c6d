package io.github.dropblock.harness.rundir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dropblock.harness.files.Json;
import io.github.dropblock.harness.files.Sha256;
import java.util.List;

/**
 * The part of a cell's settings that its result depends on: all but where files are, since a run
 * directory or a cache may be moved.
 */
public final class SettingsIdentity {
  private SettingsIdentity() {}

  /** The settings without paths. */
  public static JsonNode of(CellSettings settings) {
    ObjectNode tree = (ObjectNode) Json.tree(settings);
    ((ObjectNode) tree.get("data")).remove(List.of("split", "pixels"));
    if (tree.get("weights") instanceof ObjectNode weights) {
      weights.remove("file");
    }
    return tree;
  }

  /** SHA-256 of the settings without paths, lower-case hexadecimal. */
  public static String fingerprint(CellSettings settings) {
    return Sha256.of(Json.text(of(settings)));
  }
}
