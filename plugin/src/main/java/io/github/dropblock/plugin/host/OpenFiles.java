package io.github.dropblock.plugin.host;

import java.util.OptionalLong;

/** How many files may be open at a time: with too few, classes are missing here and there. */
public final class OpenFiles {
  /** Maven and a cell open about a hundred each, most of them jars. */
  private static final long FEWEST = 128;

  private OpenFiles() {}

  /**
   * @param limit of open files, if there is one
   * @throws IllegalArgumentException if it is too low to go on
   */
  public static void requireEnough(OptionalLong limit) {
    if (limit.isPresent() && limit.getAsLong() < FEWEST) {
      throw new IllegalArgumentException(
          "only %s files may be open at a time, and Maven and the cells' jars need more; raise the limit with ulimit -n 1024, then run again"
              .formatted(limit.getAsLong()));
    }
  }
}
