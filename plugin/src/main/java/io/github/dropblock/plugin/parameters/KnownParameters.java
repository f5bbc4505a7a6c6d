package io.github.dropblock.plugin.parameters;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.PluginDescriptor;

/**
 * The parameters of all goals, since a command may run several. Maven itself passes over a property
 * that nothing asks for.
 */
public record KnownParameters(Set<String> names) {
  private static final String PREFIX = "dropblock.";

  public static KnownParameters of(PluginDescriptor plugin) {
    Set<String> names = new TreeSet<>();
    for (MojoDescriptor goal : plugin.getMojos()) {
      Stream.of(goal.getMojoConfiguration().getChildren())
          .flatMap(declared -> EffectiveParameters.property(declared).stream())
          .forEach(names::add);
    }
    return new KnownParameters(names);
  }

  /**
   * @param given on the command line
   * @param ofProject names of properties that the project itself has
   * @throws IllegalArgumentException if a name is unknown, suggesting the nearest known one
   */
  public void require(Properties given, Set<String> ofProject) {
    List<String> unknown =
        given.stringPropertyNames().stream()
            .filter(name -> name.startsWith(PREFIX))
            .filter(name -> !names.contains(name) && !ofProject.contains(name))
            .sorted()
            .map(
                name ->
                    "there is no parameter -D%s; did you mean -D%s?".formatted(name, nearest(name)))
            .toList();
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          String.join(" ", unknown) + " dropblock:help -Ddetail lists them");
    }
  }

  private String nearest(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return names.stream()
        .min(Comparator.comparingInt(known -> distance(lower, known.toLowerCase(Locale.ROOT))))
        .orElseThrow();
  }

  /** Levenshtein's: letters to add, remove or change. */
  private static int distance(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int change = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[to.length()];
  }
}
