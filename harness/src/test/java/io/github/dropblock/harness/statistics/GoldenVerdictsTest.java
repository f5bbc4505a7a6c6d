package io.github.dropblock.harness.statistics;

import static io.github.dropblock.harness.Golden.doubles;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dropblock.harness.Golden;
import java.io.IOException;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Held to NumPy and SciPy: src/test/python/make_verdicts.py. */
class GoldenVerdictsTest {
  private static JsonNode golden;

  @BeforeAll
  static void read() throws IOException {
    golden = Golden.read(GoldenVerdictsTest.class, "golden-verdicts.json");
  }

  @Test
  void differencesOfAccuraciesAreThoseOfTheCovarianceMatrix() {
    for (JsonNode each : golden.get("differences")) {
      List<Answers> arms = List.of(answers(each.get("arm")), answers(each.get("baseline")));
      assertSame(Accuracies.of(Contrast.DIFFERENCE, arms, false), each.get("nested"));
      if (each.has("paired")) {
        assertSame(Accuracies.of(Contrast.DIFFERENCE, arms, true), each.get("paired"));
      }
    }
  }

  @Test
  void theFactorialIsThatOfTheCovarianceMatrix() {
    JsonNode expected = golden.get("factorial");
    List<Answers> arms =
        StreamSupport.stream(expected.get("arms").spliterator(), false)
            .map(GoldenVerdictsTest::answers)
            .toList();
    Factorial found = Factorial.of(arms.get(0), arms.get(1), arms.get(2), arms.get(3));
    assertSame(found.first(), expected.get("first"));
    assertSame(found.second(), expected.get("second"));
    assertSame(found.interaction(), expected.get("interaction"));
  }

  @Test
  void ratiosAreStudentsTestOfLogarithms() {
    for (JsonNode each : golden.get("ratios")) {
      Estimate found =
          Ratios.logarithm(doubles(each.get("arm")), doubles(each.get("baseline")), false);
      assertThat(found.effect()).isCloseTo(each.get("effect").asDouble(), within(1e-12));
      assertThat(found.p()).isCloseTo(each.get("p").asDouble(), within(1e-9));
      assertThat(found.interval().low()).isCloseTo(each.get("low").asDouble(), within(1e-9));
      assertThat(found.interval().high()).isCloseTo(each.get("high").asDouble(), within(1e-9));
    }
  }

  @Test
  void aPublishedDifferenceHasTheTelescopeAndIntervalsOfSciPy() {
    for (JsonNode each : golden.get("published")) {
      PublishedDifference published =
          new PublishedDifference(
              each.get("baseline").asDouble(),
              each.get("difference").asDouble(),
              each.get("images").asInt());
      assertThat(published.telescope()).isCloseTo(each.get("telescope").asDouble(), within(1e-10));
      assertSame(published.interval(), each.get("interval"));
      assertSame(published.prediction(each.get("error").asDouble()), each.get("prediction"));
    }
  }

  @Test
  void benjaminiAndHochbergsIsSciPys() {
    for (JsonNode each : golden.get("adjusted")) {
      List<Double> ps = DoubleStream.of(doubles(each.get("p"))).boxed().toList();
      double[] found =
          MultipleTests.benjaminiHochberg(ps).stream().mapToDouble(Double::doubleValue).toArray();
      assertThat(found).containsExactly(doubles(each.get("benjaminiHochberg")), within(1e-12));
    }
  }

  @Test
  void wilsonsIntervalIsSciPys() {
    for (JsonNode each : golden.get("wilson")) {
      Interval found =
          Proportions.wilson(each.get("successes").asInt(), each.get("trials").asInt());
      assertThat(found.low()).isCloseTo(each.get("low").asDouble(), within(1e-9));
      assertThat(found.high()).isCloseTo(each.get("high").asDouble(), within(1e-9));
    }
  }

  @Test
  void curvesComeToNumPysNumbers() {
    for (JsonNode each : golden.get("curves")) {
      Curve curve = new Curve(doubles(each.get("losses")));
      assertSame(curve.fluctuation(), each.get("fluctuation"));
      assertSame(curve.epochsDown(), each.get("epochsDown"));
      assertSame(curve.last(), each.get("last"));
      assertSame(curve.earlyDrop(List.of()), each.get("earlyDrop"));
    }
  }

  private static void assertSame(OptionalDouble found, JsonNode expected) {
    assertThat(found.orElseThrow()).isCloseTo(expected.asDouble(), within(1e-9));
  }

  private static void assertSame(Estimate found, JsonNode expected) {
    assertThat(found.effect()).isCloseTo(expected.get("effect").asDouble(), within(1e-12));
    assertThat(found.standardError())
        .isCloseTo(expected.get("standardError").asDouble(), within(1e-12));
    assertThat(found.degrees()).isCloseTo(expected.get("degrees").asDouble(), within(1e-6));
    assertThat(found.p()).isCloseTo(expected.get("p").asDouble(), within(1e-9));
    assertThat(found.interval().low()).isCloseTo(expected.get("low").asDouble(), within(1e-9));
    assertThat(found.interval().high()).isCloseTo(expected.get("high").asDouble(), within(1e-9));
  }

  private static void assertSame(Interval found, JsonNode expected) {
    assertThat(found.low()).isCloseTo(expected.get(0).asDouble(), within(1e-12));
    assertThat(found.high()).isCloseTo(expected.get(1).asDouble(), within(1e-12));
  }

  private static Answers answers(JsonNode rows) {
    boolean[][] right =
        StreamSupport.stream(rows.spliterator(), false)
            .map(row -> right(row.asText()))
            .toArray(boolean[][]::new);
    return new Answers(right);
  }

  private static boolean[] right(String digits) {
    boolean[] right = new boolean[digits.length()];
    for (int i = 0; i < right.length; i++) {
      right[i] = digits.charAt(i) == '1';
    }
    return right;
  }
}
