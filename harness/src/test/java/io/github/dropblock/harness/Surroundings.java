package io.github.dropblock.harness;

import java.util.Locale;
import java.util.TimeZone;

/**
 * What an output must not depend on: the user's language, which writes decimal commas (German), an
 * i without its dot (Turkish), digits of its own (Arabic, Hindi) or years of its own (Thai), and
 * the time of day there.
 */
public enum Surroundings {
  NEW_YORK("en-US", "America/New_York"),
  BERLIN("de-DE", "Europe/Berlin"),
  ISTANBUL("tr-TR", "Europe/Istanbul"),
  CAIRO("ar-EG-u-nu-arab", "Africa/Cairo"),
  DELHI("hi-IN-u-nu-deva", "Asia/Kolkata"),
  BANGKOK("th-TH-u-ca-buddhist-nu-thai", "Asia/Bangkok");

  private final Locale locale;
  private final TimeZone zone;

  Surroundings(String locale, String zone) {
    this.locale = Locale.forLanguageTag(locale);
    this.zone = TimeZone.getTimeZone(zone);
  }

  /** Work that may fail. */
  public interface Work<T> {
    T done() throws Exception;
  }

  /** Does it as if it were there. */
  public <T> T within(Work<T> work) throws Exception {
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    try {
      Locale.setDefault(this.locale);
      TimeZone.setDefault(this.zone);
      return work.done();
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }
}
