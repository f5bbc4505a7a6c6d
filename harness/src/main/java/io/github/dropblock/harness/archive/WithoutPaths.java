package io.github.dropblock.harness.archive;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.files.Json;
import io.github.dropblock.harness.rundir.CellSettings;
import io.github.dropblock.harness.rundir.RunRecord;
import io.github.dropblock.harness.rundir.WeightsOrigin;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A run's records without the paths of the machine that wrote them: nobody else has those, and they
 * tell people's names. What is left of a path is its last name, or where the file lies in the
 * archive. A cell that goes on gets its own paths before it starts.
 */
final class WithoutPaths {
  /** A word of a command line, as {@code RunRecord.command} quotes it. */
  private static final Pattern WORD = Pattern.compile("(?:'[^']*'|\\\\'|[^\\s'\\\\])+");

  /** What stands in quotes, and a character after a backslash. */
  private static final Pattern QUOTED = Pattern.compile("'([^']*)'|\\\\(.)");

  private static final Pattern PARAMETER = Pattern.compile("-D([\\w.]+)=(.*)", Pattern.DOTALL);

  /** What says where and how on a machine, and not what is trained. */
  private static final Set<String> OF_THE_MACHINE =
      Set.of(
          "dropblock.cache",
          "dropblock.jvmArguments",
          "dropblock.runDirectory",
          "dropblock.templates");

  private WithoutPaths() {}

  static String of(CellSettings settings) {
    ObjectNode tree = (ObjectNode) Json.tree(settings);
    ObjectNode data = (ObjectNode) tree.get("data");
    Network network = settings.cell().network();
    boolean pretraining = network.fineTuned() && settings.weights() == null;
    data.put("split", pretraining ? EntryNames.PRETRAINING_SPLIT : EntryNames.SPLIT);
    data.put("pixels", "");
    if (settings.weights() != null) {
      ((ObjectNode) tree.get("weights"))
          .put(
              "file",
              settings.weights().origin() == WeightsOrigin.PRETRAINED
                  ? EntryNames.folderOfPretraining(network) + "/" + EntryNames.CHECKPOINT
                  : lastName(settings.weights().file()));
    }
    return Json.text(tree) + "\n";
  }

  static String of(RunRecord run) {
    ObjectNode tree = (ObjectNode) Json.tree(run);
    if (run.command() != null) {
      tree.put("command", command(run.command()));
    }
    return Json.text(tree) + "\n";
  }

  /** A command that repeats the run where its files lie in the folder that it is called in. */
  static String command(String command) {
    StringBuilder kept = new StringBuilder();
    for (Matcher words = WORD.matcher(command); words.find(); ) {
      Matcher parameter = PARAMETER.matcher(unquoted(words.group()));
      String word = words.group();
      if (parameter.matches()) {
        if (OF_THE_MACHINE.contains(parameter.group(1))) {
          continue;
        }
        String name = lastName(parameter.group(2));
        word = name.equals(parameter.group(2)) ? word : quoted(parameter.group(1), name);
      }
      kept.append(kept.length() == 0 ? "" : " ").append(word);
    }
    return kept.toString();
  }

  private static String unquoted(String word) {
    return QUOTED
        .matcher(word)
        .replaceAll(
            part ->
                Matcher.quoteReplacement(part.group(1) != null ? part.group(1) : part.group(2)));
  }

  private static String quoted(String name, String value) {
    String word = "-D" + name + "=" + value;
    return word.matches("[\\w./,=:+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  /** What follows the last separator of a path, of whatever system; the whole where none is. */
  private static String lastName(String path) {
    String trimmed = path.replaceAll("(?<=[^/\\\\])[/\\\\]+$", "");
    return trimmed.substring(Math.max(trimmed.lastIndexOf('/'), trimmed.lastIndexOf('\\')) + 1);
  }
}
