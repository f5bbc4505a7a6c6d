package io.github.dropblock.harness.format;

import io.github.dropblock.harness.files.Printable;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;

/** Text from files, made fit to print. */
public final class Text {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*[A-Za-z]");

  private Text() {}

  /**
   * Without terminal colours, and with an escape for every character that is not to be seen, could
   * turn the text round, or is forbidden in XML.
   */
  static String printable(String text) {
    return Printable.lines(COLOUR.matcher(text).replaceAll(""));
  }

  /** To the minute, as {@code 2026-11-23 12:49 UTC}. */
  public static String time(Instant instant) {
    return instant == null ? "not recorded" : TIME.format(instant);
  }
}
