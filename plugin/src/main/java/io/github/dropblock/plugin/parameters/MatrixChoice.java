package io.github.dropblock.plugin.parameters;

import io.github.dropblock.harness.experiment.Matrix;
import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Regularizer;
import java.util.List;
import java.util.function.Function;

/** The cells that a user asked for, in the words of the parameters of the same names. */
public record MatrixChoice(
    List<String> networks, List<String> regularizers, int seeds, long firstSeed) {

  /**
   * @throws IllegalArgumentException naming the parameter to blame
   */
  public Matrix matrix() {
    List<Network> chosen = all("networks", networks, Network::parse);
    List<Regularizer> with = all("regularizers", regularizers, Regularizer::parse);
    int count = (int) atLeast("seeds", 1, seeds);
    long first = atLeast("firstSeed", 0, firstSeed);
    Parameters.checked("firstSeed", first, () -> lastSeed(first, count));
    return Parameters.checked(
        "seeds", count, () -> new Matrix(chosen, with, Matrix.seeds(first, count)));
  }

  private static long lastSeed(long first, int count) {
    try {
      return Math.addExact(first, count - 1);
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          "%s seeds from there run past the largest number, %s; give a smaller one"
              .formatted(count, Long.MAX_VALUE),
          e);
    }
  }

  private static <T> List<T> all(String name, List<String> texts, Function<String, T> parse) {
    String given = String.join(",", texts);
    return Parameters.checked(
        name,
        given,
        () -> {
          List<T> values = texts.stream().map(parse).distinct().toList();
          if (values.isEmpty()) {
            throw new IllegalArgumentException("none chosen; name at least one");
          }
          return values;
        });
  }

  private static long atLeast(String name, long least, long value) {
    return Parameters.checked(
        name,
        value,
        () -> {
          if (value < least) {
            throw new IllegalArgumentException("it must be " + least + " or more");
          }
          return value;
        });
  }
}
