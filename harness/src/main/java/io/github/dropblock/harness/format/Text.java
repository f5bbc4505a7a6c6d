package io.github.dropblock.harness.format;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Text from files, made fit to print. */
public final class Text {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Text() {}

  /** Without terminal colours and the control characters that XML forbids. */
  public static String printable(String text) {
    return text == null
        ? ""
        : text.replaceAll("\u001b\\[[0-9;]*[A-Za-z]", "")
            .replaceAll("[\\p{Cntrl}&&[^\\n\\t]]|[\\ud800-\\udfff\\ufffe\\uffff]", "\ufffd");
  }

  /** To the minute, as {@code 2026-11-23 12:49 UTC}. */
  public static String time(Instant instant) {
    return instant == null ? "not recorded" : TIME.format(instant);
  }
}
