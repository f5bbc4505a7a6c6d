package io.github.dropblock.plugin.parameters;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Amounts of memory as the JVM's own options have them: {@code 1500m}, {@code 4g}. */
public record MemorySize(long bytes) {
  private static final Pattern FORM = Pattern.compile("(\\d{1,6})\\s*([mg])(i?b)?");

  /** Less does not start DL4J. */
  private static final long LEAST = 512L << 20;

  /**
   * @throws IllegalArgumentException if the text is not an amount, or one too small for any cell
   */
  public static MemorySize parse(String text) {
    Matcher form = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "memory is '%s'; give it like 1500m or 4g".formatted(text.strip()));
    }
    long bytes = Long.parseLong(form.group(1)) << (form.group(2).equals("g") ? 30 : 20);
    if (bytes < LEAST) {
      throw new IllegalArgumentException("memory is too little; give 512m or more");
    }
    return new MemorySize(bytes);
  }

  /** {@code 1.5 GiB}. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%.1f GiB", bytes / (double) (1 << 30));
  }
}
