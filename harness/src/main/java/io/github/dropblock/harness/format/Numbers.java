package io.github.dropblock.harness.format;

import java.util.Locale;

/** How the report writes numbers: the same in every locale. */
public final class Numbers {
  private static final char MINUS = '\u2212';

  private Numbers() {}

  /** A share of 0 to 1 as {@code 97.8}. */
  public static String percent(double share) {
    return decimals(100 * share, 1);
  }

  /** A range of shares as {@code 97.2–98.3}. */
  public static String percent(double low, double high) {
    return percent(low) + "\u2013" + percent(high);
  }

  /** A difference of percentages with its sign, as {@code +2.5}. */
  public static String points(double points) {
    return signed(points, 1);
  }

  /** With its sign, unless it rounds to 0. */
  public static String signed(double value, int places) {
    String text = decimals(value, places);
    return value > 0 && !text.matches("[0.]+") ? "+" + text : text;
  }

  /** A probability of a test, as {@code 0.032} or {@code < 0.0001}. */
  public static String p(double probability) {
    return probability < 1e-4
        ? "< 0.0001"
        : decimals(probability, probability < 0.001 ? 4 : probability < 0.1 ? 3 : 2);
  }

  /** The same in a sentence, as {@code p = 0.032} or {@code p < 0.0001}. */
  public static String pInWords(double probability) {
    String p = p(probability);
    return p.startsWith("<") ? "p " + p : "p = " + p;
  }

  /** A cross-entropy in nats, as {@code 0.0712}. */
  public static String loss(double nats) {
    return Double.isFinite(nats) ? decimals(nats, 4) : "not finite";
  }

  /** As {@code 0.0123}. */
  public static String decimals(double value, int places) {
    String text = String.format(Locale.ROOT, "%." + places + "f", value);
    if (!text.startsWith("-")) {
      return text;
    }
    String digits = text.substring(1);
    return digits.matches("[0.]+") ? digits : MINUS + digits;
  }

  /** As {@code 17,000}. */
  public static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** With no more digits than it has: {@code 64}, {@code 0.125}, {@code 0.0001}. */
  public static String plain(double value) {
    if (!Double.isFinite(value)) {
      return "not finite";
    }
    return new java.math.BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
  }

  /** As {@code 1 h 05 min}, {@code 3 min 20 s} or {@code 42 s}. */
  public static String duration(double seconds) {
    long whole = Math.round(seconds);
    if (whole >= 3600) {
      return whole / 3600 + " h " + twoDigits(whole % 3600 / 60) + " min";
    }
    return whole >= 60 ? whole / 60 + " min " + twoDigits(whole % 60) + " s" : whole + " s";
  }

  /** As {@code 15.6 GiB}. */
  public static String memory(long bytes) {
    return decimals(bytes / (1024.0 * 1024 * 1024), 1) + " GiB";
  }

  private static String twoDigits(long value) {
    return value < 10 ? "0" + value : Long.toString(value);
  }
}
