package io.github.dropblock.harness.rundir;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A value in which two JSON trees differ.
 *
 * @param path such as {@code phases.ALEXNET[0].epochs}
 * @param there the value in the first tree, for people
 * @param now the value in the second
 */
public record SettingsDifference(String path, String there, String now) {

  /** All of them, in the order of the first tree. */
  public static List<SettingsDifference> between(JsonNode there, JsonNode now) {
    List<SettingsDifference> found = new ArrayList<>();
    compare("", there, now, found);
    return found;
  }

  /** In words, such as {@code phases.ALEXNET[0].epochs: 2 there, 3 now}. */
  @Override
  public String toString() {
    return "%s: %s there, %s now".formatted(path, there, now);
  }

  private static void compare(
      String path, JsonNode there, JsonNode now, List<SettingsDifference> found) {
    if (there.isObject() && now.isObject()) {
      Set<String> names = new LinkedHashSet<>();
      there.fieldNames().forEachRemaining(names::add);
      now.fieldNames().forEachRemaining(names::add);
      for (String name : names) {
        compare(path.isEmpty() ? name : path + "." + name, there.path(name), now.path(name), found);
      }
    } else if (there.isArray() && now.isArray()) {
      for (int i = 0; i < Math.max(there.size(), now.size()); i++) {
        compare(path + "[" + i + "]", there.path(i), now.path(i), found);
      }
    } else if (!there.equals(now)) {
      found.add(new SettingsDifference(path, text(there), text(now)));
    }
  }

  private static String text(JsonNode value) {
    if (value.isMissingNode() || value.isNull()) {
      return "nothing";
    }
    return value.isValueNode() ? value.asText() : value.toString();
  }
}
