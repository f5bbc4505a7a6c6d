package io.github.dropblock.plugin.console;

import java.util.Locale;

/**
 * While open, numbers have one form in names, files and logs, whatever the user's language: in
 * others the digits differ, and with them the names in the cache. It is the JVM's, so that worker
 * threads have it too; goals that run side by side share it.
 */
public final class FixedLocale implements AutoCloseable {
  private static int open;
  private static Locale before;

  public FixedLocale() {
    synchronized (FixedLocale.class) {
      if (open == 0) {
        before = Locale.getDefault(Locale.Category.FORMAT);
        Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
      }
      open++;
    }
  }

  @Override
  public void close() {
    synchronized (FixedLocale.class) {
      open--;
      if (open == 0) {
        Locale.setDefault(Locale.Category.FORMAT, before);
      }
    }
  }
}
