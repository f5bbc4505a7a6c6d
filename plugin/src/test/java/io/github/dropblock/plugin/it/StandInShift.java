package io.github.dropblock.plugin.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A stand-in that was at work.
 *
 * @param node home folder of whoever it worked for
 * @param gpu that it was given
 * @param network that it stood in for
 * @param from nanoseconds by the system's clock, the same for all processes
 * @param to the same
 */
record StandInShift(String node, String gpu, String network, long from, long to) {
  /**
   * Beside the folder of the cell whose files all of them leave; a line for each, in this order.
   */
  static final String FILE = "shifts.txt";

  boolean overlaps(StandInShift other) {
    return from < other.to && other.from < to;
  }

  static List<StandInShift> beside(Path trained) throws IOException {
    try (Stream<String> lines = Files.lines(trained.resolveSibling(FILE))) {
      return lines
          .map(line -> line.split(" "))
          .map(
              word ->
                  new StandInShift(
                      word[0], word[1], word[2], Long.parseLong(word[3]), Long.parseLong(word[4])))
          .toList();
    }
  }
}
