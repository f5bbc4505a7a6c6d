package io.github.dropblock.harness.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.stream.Stream;

/** A stage of a run to strike at, told by the files there are, in the order in which they come. */
enum Moment {
  /** Anything before the images are decoded. */
  START("", 1000),
  CACHE_BUILD("cache/*.pixels.*.part", 30),
  /** From the start of a cell's JVM to somewhere in its training. */
  TRAINING("run/{cells,pretrained}/*/java.args", 3000),
  EPOCHS_ROW("run/{cells,pretrained}/*/metrics.csv", 400),
  CHECKPOINT("run/{cells,pretrained}/*/checkpoint.zip.*.part", 10),
  RESULT("run/cells/*/predictions.csv*", 10),
  REPORT("run/report", 100);

  private final PathMatcher sign;
  private final int mostMillis;

  /**
   * @param sign a file that says that the stage has begun, as a glob; empty where none does
   * @param mostMillis from the sign to the strike
   */
  Moment(String sign, int mostMillis) {
    this.sign = FileSystems.getDefault().getPathMatcher("glob:" + sign);
    this.mostMillis = mostMillis;
  }

  int mostMillis() {
    return mostMillis;
  }

  /** Whether the stage has begun. */
  boolean hasCome(Path folder) {
    if (this == START) {
      return true;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.anyMatch(file -> sign.matches(folder.relativize(file)));
    } catch (UncheckedIOException | IOException e) {
      return false; // A folder came or went during the walk: the next look tells.
    }
  }
}
