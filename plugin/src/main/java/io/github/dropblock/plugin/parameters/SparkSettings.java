package io.github.dropblock.plugin.parameters;

import io.github.dropblock.harness.cluster.OwnSettings;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Spark's settings as a user gives them. Complaints name keys and no values, which may be secrets.
 */
public record SparkSettings(Map<String, String> values) {
  private static final String FLAG = Parameters.flag("sparkConf");

  public SparkSettings {
    values = Map.copyOf(values);
    for (String key : values.keySet()) {
      if (!key.startsWith("spark.")) {
        throw new IllegalArgumentException(
            "'%s' is none of Spark's settings, which begin with 'spark.' (%s)"
                .formatted(key, FLAG));
      }
      if (key.equals("spark.master")) {
        throw new IllegalArgumentException(
            "give the master with %s instead of spark.master in %s"
                .formatted(Parameters.flag("spark"), FLAG));
      }
    }
    try {
      OwnSettings.of(values);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("%s (%s)".formatted(e.getMessage(), FLAG), e);
    }
  }

  /**
   * @param text {@code key=value,…}, or the path of a properties file; null for none
   * @param inProject makes a path of one that may be relative to the project
   */
  public static SparkSettings parse(@Nullable String text, Function<String, Path> inProject)
      throws IOException {
    if (text == null) {
      return new SparkSettings(Map.of());
    }
    return new SparkSettings(
        text.contains("=") ? pairs(text) : file(Paths.file("sparkConf", inProject.apply(text))));
  }

  /** A value may have commas too: only those before a key part settings. */
  private static Map<String, String> pairs(String text) {
    Map<String, String> values = new TreeMap<>();
    for (String pair : text.split(",(?=\\s*spark\\.)", -1)) {
      int equals = pair.indexOf('=');
      if (equals < 0) {
        throw new IllegalArgumentException(
            "'%s' has no value; write key=value,… (%s)".formatted(pair.strip(), FLAG));
      }
      String key = pair.substring(0, equals).strip();
      if (values.put(key, pair.substring(equals + 1).strip()) != null) {
        throw new IllegalArgumentException(
            "%s is given twice; give it once (%s)".formatted(key, FLAG));
      }
    }
    return values;
  }

  private static Map<String, String> file(Path file) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    }
    Map<String, String> values = new TreeMap<>();
    properties.stringPropertyNames().forEach(key -> values.put(key, properties.getProperty(key)));
    return values;
  }

  /** The keys alone. */
  @Override
  public String toString() {
    return values.keySet().toString();
  }
}
