package io.github.dropblock.harness.compare;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dropblock.harness.files.Json;
import io.github.dropblock.harness.format.Numbers;
import io.github.dropblock.harness.results.CellState;
import io.github.dropblock.harness.results.RunFiles;
import io.github.dropblock.harness.rundir.CellResult;
import io.github.dropblock.harness.rundir.RunRecord;
import io.github.dropblock.harness.rundir.SettingsDifference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Something in which runs differ, names and times aside.
 *
 * @param path its name in {@code run.json}, or {@code ran}: what the cells say that they ran on
 * @param environment whether it is the machine's or a version, and no choice of the experiment
 * @param values one for each run
 */
record Setting(String path, boolean environment, List<String> values) {
  /** A SHA-1 or SHA-256, and the digits of it that people compare. */
  private static final Pattern HASH = Pattern.compile("\\b([0-9a-f]{12})[0-9a-f]{28,52}\\b");

  /** In the order of {@code run.json}; choices of the experiment first. */
  static List<Setting> differing(List<RunFiles> runs) {
    List<ObjectNode> trees = new ArrayList<>();
    for (RunFiles run : runs) {
      trees.add(comparable(run));
    }
    Map<String, String[]> found = new LinkedHashMap<>();
    for (int i = 1; i < trees.size(); i++) {
      for (SettingsDifference each : SettingsDifference.between(trees.get(0), trees.get(i))) {
        found.computeIfAbsent(each.path(), path -> same(each.there(), runs.size()))[i] = each.now();
      }
    }
    return found.entrySet().stream()
        .map(
            each ->
                new Setting(
                    each.getKey(),
                    ofEnvironment(each.getKey()),
                    Arrays.stream(each.getValue()).map(Setting::shortened).toList()))
        .sorted((one, other) -> Boolean.compare(one.environment, other.environment))
        .toList();
  }

  private static boolean ofEnvironment(String path) {
    return path.matches("(backend|ran|versions|host)\\b.*");
  }

  private static String[] same(String value, int count) {
    String[] values = new String[count];
    Arrays.fill(values, value);
    return values;
  }

  private static ObjectNode comparable(RunFiles files) {
    RunRecord run = files.run();
    ObjectNode tree = (ObjectNode) Json.tree(run);
    tree.remove(List.of("schema", "name", "command", "started"));
    tree.withObject("/host").put("memory", Numbers.memory(run.host().memory()));
    if (files.count(CellState.FINISHED) > 0) {
      tree.put("ran", String.join("; ", ran(files)));
    }
    return tree;
  }

  private static String shortened(String value) {
    return HASH.matcher(value).replaceAll("$1…");
  }

  private static TreeSet<String> ran(RunFiles files) {
    return files.cells().stream()
        .flatMap(cell -> cell.result().stream())
        .map(CellResult::backend)
        .filter(Objects::nonNull)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
