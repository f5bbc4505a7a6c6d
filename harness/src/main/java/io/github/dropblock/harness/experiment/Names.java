package io.github.dropblock.harness.experiment;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How the names of this package's enums are read: case, spaces and hyphens do not matter. */
final class Names {
  private Names() {}

  static <E> E parse(String text, E[] values, Function<E, String> id, String kind) {
    String wanted = bare(text);
    return Arrays.stream(values)
        .filter(value -> bare(id.apply(value)).equals(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "unknown %s '%s'; choose from %s"
                        .formatted(
                            kind,
                            text.strip(),
                            Arrays.stream(values).map(id).collect(Collectors.joining(", ")))));
  }

  private static String bare(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[\\s_&+-]+", "");
  }
}
