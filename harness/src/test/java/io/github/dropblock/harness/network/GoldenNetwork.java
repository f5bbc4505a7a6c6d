package io.github.dropblock.harness.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dropblock.harness.Golden;
import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Phase;
import io.github.dropblock.harness.experiment.Regularizer;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** The narrow networks with the weights that PyTorch's had: see src/test/python/make_golden.py. */
public final class GoldenNetwork {
  public static final int IMAGES = 4;

  private GoldenNetwork() {}

  /** {@code [4, 3, 32, 32]}. */
  public static INDArray images() {
    return Golden.drawn(1001, IMAGES, 3, 32, 32).mul(2);
  }

  public static INDArray labels() {
    return Nd4j.create(new float[] {0, 1, 1, 0}, new long[] {IMAGES, 1}, 'c');
  }

  public static JsonNode golden(Network network) throws IOException {
    return Golden.read(GoldenNetwork.class, "golden-" + network.id() + ".json");
  }

  public static ComputationGraph graph(
      Network network, Phase phase, JsonNode golden, DataType precision) {
    ComputationGraph graph =
        Networks.build(Specs.of(network, Regularizer.NONE, Specs.NARROW, 5, phase), precision);
    Map<String, INDArray> parameters = graph.paramTable();
    assertThat(golden.get("parameters")).hasSameSizeAs(parameters.keySet());
    int seed = 1;
    for (JsonNode parameter : golden.get("parameters")) {
      INDArray drawn =
          Golden.drawn(seed++, Golden.longs(parameter.get("shape")))
              .castTo(DataType.DOUBLE)
              .mul(parameter.get("scale").asDouble())
              .add(parameter.get("centre").asDouble())
              .castTo(DataType.FLOAT);
      String name = parameter.get("name").asText();
      if (name.endsWith("/var")) {
        drawn = Transforms.log(drawn.castTo(DataType.DOUBLE)).div(2 * Math.log(10));
      }
      INDArray into = parameters.get(name.replace("/var", "/log10stdev").replace('/', '_'));
      // A bias is a row in DL4J.
      into.assign(drawn.reshape(into.shape()));
    }
    return graph;
  }

  /** Copies by PyTorch's names. */
  public static Map<String, INDArray> parameters(ComputationGraph graph) {
    Map<String, INDArray> copies = new HashMap<>();
    graph
        .paramTable()
        .forEach(
            (name, array) ->
                copies.put(
                    slashed(name).replace("/log10stdev", "/var"),
                    name.endsWith("log10stdev")
                        ? Transforms.exp(array.mul(2 * Math.log(10)))
                        : array.dup('c')));
    return copies;
  }

  public static String slashed(String name) {
    return name.replaceFirst("_([^_]+)$", "/$1");
  }

  /** A sample of the numbers, each to a share of the array's root mean square. */
  public static void assertSame(Map<String, INDArray> arrays, JsonNode golden, double relative) {
    for (Map.Entry<String, JsonNode> entry : golden.properties()) {
      String name = entry.getKey();
      JsonNode digest = entry.getValue();
      INDArray array = arrays.get(name).dup('c');
      double norm = digest.get("norm").asDouble();
      double tolerance = relative * norm / Math.sqrt(array.length());
      assertThat(array.norm2Number().doubleValue())
          .as("norm of %s", name)
          .isCloseTo(norm, within(relative * norm));
      double[] expected = Golden.doubles(digest.get("values"));
      for (int i = 0; i < expected.length; i++) {
        long index = (long) i * digest.get("step").asLong();
        assertThat(array.data().getDouble(index))
            .as("%s, number %d", name, index)
            .isCloseTo(expected[i], within(tolerance + relative * Math.abs(expected[i])));
      }
    }
  }
}
