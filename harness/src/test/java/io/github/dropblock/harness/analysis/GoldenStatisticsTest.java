package io.github.dropblock.harness.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.dropblock.harness.results.Convergence;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the statistics to SciPy, statsmodels and pandas: src/test/python/make_statistics.py. */
class GoldenStatisticsTest {
  static Stream<JsonNode> wilson() throws IOException {
    return golden("wilson");
  }

  @ParameterizedTest
  @MethodSource
  void wilson(JsonNode golden) {
    Interval interval =
        Intervals.wilson(golden.get("successes").asInt(), golden.get("trials").asInt());

    assertThat(interval.low()).isCloseTo(golden.get("low").asDouble(), within(1e-12));
    assertThat(interval.high()).isCloseTo(golden.get("high").asDouble(), within(1e-12));
  }

  static Stream<JsonNode> mcnemar() throws IOException {
    return golden("mcnemar");
  }

  @ParameterizedTest
  @MethodSource
  void mcnemar(JsonNode golden) {
    assertThat(new Discordance(golden.get("b").asInt(), golden.get("c").asInt()).p())
        .isCloseTo(golden.get("p").asDouble(), within(1e-12));
  }

  static Stream<JsonNode> holm() throws IOException {
    return golden("holm");
  }

  @ParameterizedTest
  @MethodSource
  void holm(JsonNode golden) {
    List<Double> adjusted = Chance.holm(Arrays.stream(doubles(golden.get("p"))).boxed().toList());

    assertThat(adjusted.stream().mapToDouble(Double::doubleValue).toArray())
        .containsExactly(doubles(golden.get("adjusted")), within(1e-12));
  }

  static Stream<JsonNode> student() throws IOException {
    return golden("student");
  }

  @ParameterizedTest
  @MethodSource
  void student(JsonNode golden) {
    assertThat(Chance.studentsP(doubles(golden.get("values"))))
        .isCloseTo(golden.get("p").asDouble(), within(1e-9));
  }

  static Stream<JsonNode> overSeeds() throws IOException {
    return golden("overSeeds");
  }

  @ParameterizedTest
  @MethodSource
  void overSeeds(JsonNode golden) {
    assertWithin(
        Chance.overSeeds(doubles(golden.get("values"))), doubles(golden.get("around")), 1e-9);
  }

  static Stream<JsonNode> overSeedsAndImages() throws IOException {
    return golden("overSeedsAndImages");
  }

  /** Balances of several seeds, paired image by image: the interval, and McNemar's test. */
  @ParameterizedTest
  @MethodSource
  void overSeedsAndImages(JsonNode golden) {
    List<int[]> balances = balances(golden.get("patterns"));
    int[] net =
        IntStream.range(0, balances.get(0).length)
            .map(image -> balances.stream().mapToInt(balance -> balance[image]).sum())
            .toArray();
    double effect = 100 * Arrays.stream(net).average().orElseThrow() / balances.size();

    Interval interval = Chance.overSeedsAndImages(balances);
    if (golden.has("interval")) {
      assertThat(new double[] {interval.low(), interval.high()})
          .containsExactly(doubles(golden.get("interval")), within(1e-6));
    } else {
      assertWithin(interval, doubles(golden.get("around")), 1e-9);
    }
    assertThat(Discordance.of(net))
        .isEqualTo(new Discordance(golden.get("b").asInt(), golden.get("c").asInt()));
    assertThat(Discordance.of(net).p()).isCloseTo(golden.get("p").asDouble(), within(1e-12));
    assertThat(effect).isCloseTo(golden.get("effect").asDouble(), within(1e-9));
  }

  static Stream<JsonNode> curves() throws IOException {
    return golden("curves");
  }

  @ParameterizedTest
  @MethodSource
  void curves(JsonNode golden) {
    double[] losses = doubles(golden.get("losses"));
    double reference = golden.get("reference").asDouble();

    assertThat(Convergence.fluctuation(losses).orElseThrow())
        .isCloseTo(golden.get("fluctuation").asDouble(), within(1e-12));
    assertThat(Convergence.best(losses).orElseThrow())
        .isCloseTo(golden.get("best").asDouble(), within(1e-12));
    assertThat(Convergence.epochsTo(reference, losses).orElseThrow())
        .isCloseTo(golden.get("epochsToReference").asDouble(), within(1e-9));
    assertThat(Convergence.last(losses).orElseThrow())
        .isCloseTo(golden.get("last").asDouble(), within(1e-12));
    assertThat(Convergence.earlyDrop(losses).orElseThrow())
        .isCloseTo(golden.get("earlyDrop").asDouble(), within(1e-12));
  }

  /** Each end lies where the independent bootstrap has it, as far as 2,000 resamples can tell. */
  private static void assertWithin(Interval interval, double[] around, double margin) {
    assertThat(interval.low()).isBetween(around[0] - margin, around[1] + margin);
    assertThat(interval.high()).isBetween(around[2] - margin, around[3] + margin);
  }

  private static List<int[]> balances(JsonNode patterns) {
    int seeds = patterns.get(0).get("balance").size();
    List<int[]> balances = new ArrayList<>();
    for (int at = 0; at < seeds; at++) {
      int seed = at;
      balances.add(
          StreamSupport.stream(patterns.spliterator(), false)
              .flatMapToInt(
                  pattern ->
                      IntStream.generate(() -> pattern.get("balance").get(seed).asInt())
                          .limit(pattern.get("images").asInt()))
              .toArray());
    }
    return balances;
  }

  private static double[] doubles(JsonNode numbers) {
    return StreamSupport.stream(numbers.spliterator(), false)
        .mapToDouble(JsonNode::asDouble)
        .toArray();
  }

  private static Stream<JsonNode> golden(String name) throws IOException {
    try (InputStream in =
        GoldenStatisticsTest.class.getResourceAsStream("golden-statistics.json")) {
      List<JsonNode> all = new ArrayList<>();
      new ObjectMapper().readTree(in).get(name).forEach(all::add);
      return all.stream();
    }
  }
}
