package io.github.dropblock.harness.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Where two JSON trees differ, in words for people. */
final class SettingsDifference {
  private final List<String> lines = new ArrayList<>();

  private SettingsDifference() {}

  /** A line per differing value, such as {@code phases.ALEXNET[0].epochs: 2 there, 3 now}. */
  static List<String> between(JsonNode there, JsonNode now) {
    SettingsDifference difference = new SettingsDifference();
    difference.compare("", there, now);
    return difference.lines;
  }

  private void compare(String path, JsonNode there, JsonNode now) {
    if (there.isObject() && now.isObject()) {
      Set<String> names = new LinkedHashSet<>();
      there.fieldNames().forEachRemaining(names::add);
      now.fieldNames().forEachRemaining(names::add);
      names.forEach(
          name ->
              compare(path.isEmpty() ? name : path + "." + name, there.path(name), now.path(name)));
    } else if (there.isArray() && now.isArray()) {
      for (int i = 0; i < Math.max(there.size(), now.size()); i++) {
        compare(path + "[" + i + "]", there.path(i), now.path(i));
      }
    } else if (!there.equals(now)) {
      lines.add("%s: %s there, %s now".formatted(path, text(there), text(now)));
    }
  }

  private static String text(JsonNode value) {
    if (value.isMissingNode() || value.isNull()) {
      return "nothing";
    }
    return value.isValueNode() ? value.asText() : value.toString();
  }
}
