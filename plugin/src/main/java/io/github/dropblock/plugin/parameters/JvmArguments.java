package io.github.dropblock.plugin.parameters;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Splits a line of arguments at its spaces, those between double quotes aside. */
public final class JvmArguments {
  private static final Pattern ARGUMENT = Pattern.compile("(?:[^\\s\"]|\"[^\"]*\")+");

  private JvmArguments() {}

  public static List<String> split(@Nullable String line) {
    if (line == null) {
      return List.of();
    }
    if (line.chars().filter(c -> c == '"').count() % 2 != 0) {
      throw new IllegalArgumentException("a double quote is not closed");
    }
    return ARGUMENT
        .matcher(line)
        .results()
        .map(MatchResult::group)
        .map(argument -> argument.replace("\"", ""))
        .toList();
  }
}
