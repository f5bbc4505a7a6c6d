package io.github.dropblock.harness.experiment;

import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** All cells asked for: every network with every regularizer under every seed. */
public record Matrix(List<Network> networks, List<Regularizer> regularizers, List<Long> seeds) {
  /** More than anybody trains, and as many as a report can show. */
  public static final int MOST_CELLS = 10_000;

  public Matrix {
    networks = List.copyOf(networks);
    regularizers = List.copyOf(regularizers);
    seeds = List.copyOf(seeds);
    requireSome(networks, "networks");
    requireSome(regularizers, "regularizers");
    requireSome(seeds, "seeds");
    long cells = (long) networks.size() * regularizers.size() * seeds.size();
    if (cells > MOST_CELLS) {
      throw new IllegalArgumentException(
          "%s cells are asked for; %s are the most".formatted(cells, MOST_CELLS));
    }
  }

  /** The paper's three networks and three regularizers under seed 1. */
  public static Matrix ofPaper() {
    return new Matrix(
        List.of(Network.values()),
        List.of(Regularizer.NONE, Regularizer.DROPOUT, Regularizer.DROPOUT_DROPBLOCK),
        List.of(1L));
  }

  /** Seed by seed, so that a matrix cut short holds whole comparisons. */
  public List<Cell> cells() {
    return seeds.stream()
        .flatMap(
            seed ->
                networks.stream()
                    .flatMap(
                        network ->
                            regularizers.stream()
                                .map(regularizer -> new Cell(network, regularizer, seed))))
        .toList();
  }

  /** The smallest matrix that holds the cells of both, in the order of the paper. */
  public Matrix union(Matrix other) {
    return new Matrix(
        union(networks, other.networks),
        union(regularizers, other.regularizers),
        union(seeds, other.seeds));
  }

  private static <T extends Comparable<? super T>> List<T> union(List<T> some, List<T> others) {
    return Stream.concat(some.stream(), others.stream()).distinct().sorted().toList();
  }

  /** Seeds {@code first}, {@code first + 1}, …, {@code count} of them. */
  public static List<Long> seeds(long first, int count) {
    if (count > MOST_CELLS) {
      throw new IllegalArgumentException(
          "%s seeds are asked for; %s are the most".formatted(count, MOST_CELLS));
    }
    return LongStream.range(0, count).map(i -> first + i).boxed().toList();
  }

  private static void requireSome(List<?> values, String what) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("no " + what + " chosen; name at least one");
    }
    if (values.stream().distinct().count() < values.size()) {
      throw new IllegalArgumentException(what + " are named twice in " + values);
    }
  }
}
