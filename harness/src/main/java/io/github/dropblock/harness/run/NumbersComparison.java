package io.github.dropblock.harness.run;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Whether a GPU came to the CPU's numbers, as far as rounding lets it: in the forward pass, in
 * every gradient, and in ten steps.
 *
 * @param differences what is farther apart than it may be, a line each; empty if all is alike
 * @param farthest how far apart arrays of each kind are at most
 */
public record NumbersComparison(List<String> differences, Map<String, Double> farthest) {

  /** Kinds of arrays, and how far apart they may be: see {@link NamedNumbers#distance}. */
  private enum Kind {
    START("start/.*", 0),
    FORWARD("forward|loss", 1e-4),
    GRADIENT("gradient/.*", 3e-2),
    FIRST_LOSSES("loss of step [1-3]", 0.1),
    LATER_LOSSES("loss of step .*", 0.3),
    WEIGHTS("weights.*", 0.1);

    private final String names;

    /**
     * Differences of rounding grow from step to step, fastest in ResNet-34. The CPU's own two ways
     * of convolving, oneDNN's and im2col, were apart by at most 7e-7 (forward), 2e-4 (gradients),
     * 1.1e-4 (losses of the first three steps), 0.09 (of all ten) and 0.03 (weights). Another order
     * of adding, that of the tests' stand-ins for CUDA's libraries, takes ResNet-34's farther
     * apart: 1.5e-5, 0.0065, 0.034, 0.18 and 0.034; where a ReLU's input is next to 0, its gradient
     * is there or not. The other two networks' came within 5e-7 up to the third loss.
     */
    private final double tolerated;

    Kind(String names, double tolerated) {
      this.names = names;
      this.tolerated = tolerated;
    }

    static Kind of(String name) {
      return Stream.of(values()).filter(kind -> name.matches(kind.names)).findFirst().orElseThrow();
    }
  }

  public static NumbersComparison of(NamedNumbers expected, NamedNumbers actual) {
    List<String> differences = new ArrayList<>();
    Map<String, Double> farthest = new LinkedHashMap<>();
    actual.arrays().keySet().stream()
        .filter(name -> !expected.arrays().containsKey(name))
        .forEach(name -> differences.add(name + " is not among the CPU's"));
    expected
        .arrays()
        .forEach(
            (name, numbers) -> {
              float[] found = actual.arrays().get(name);
              if (found == null) {
                differences.add(name + " is missing");
                return;
              }
              Kind kind = Kind.of(name);
              double distance = NamedNumbers.distance(numbers, found);
              farthest.merge(kind.name(), distance, NumbersComparison::farther);
              if (!(distance <= kind.tolerated)) {
                differences.add(
                    name
                        + " is "
                        + (float) distance
                        + " apart, and "
                        + kind.tolerated
                        + " is tolerated");
              }
            });
    return new NumbersComparison(differences, farthest);
  }

  /** What is not a number is farther than any. */
  private static double farther(double one, double other) {
    return one >= other || Double.isNaN(one) ? one : other;
  }

  /**
   * Compares the cells of two runs, where their numbers have been written down, and prints a line
   * for each.
   *
   * @param arguments folder of the runs, and their names: the CPU's and the GPU's
   */
  public static void main(String[] arguments) throws IOException {
    Path runs = Path.of(arguments[0]);
    System.exit(
        printed(runs.resolve(arguments[1]), runs.resolve(arguments[2]), System.out) ? 0 : 1);
  }

  /**
   * Whether all cells are alike. One whose numbers are missing is not, and the others are compared
   * all the same: each tells more about what went wrong.
   */
  static boolean printed(Path expected, Path actual, PrintStream out) throws IOException {
    boolean alike = true;
    try (Stream<Path> files = Files.list(expected.resolve("cells"))) {
      for (Path cell : files.sorted().toList()) {
        String name = cell.getFileName().toString();
        NumbersComparison found = compared(cell, actual.resolve("cells").resolve(name));
        found.differences.forEach(line -> out.println("  " + line));
        out.println(
            name + (found.differences.isEmpty() ? ": alike " : ": DIFFERENT ") + found.farthest);
        alike &= found.differences.isEmpty();
      }
    }
    return alike;
  }

  private static NumbersComparison compared(Path expected, Path actual) {
    try {
      return of(
          NamedNumbers.read(expected.resolve("numbers")),
          NamedNumbers.read(actual.resolve("numbers")));
    } catch (IOException e) {
      return new NumbersComparison(
          List.of("numbers are missing, see numbers.log beside them: " + e), Map.of());
    }
  }
}
