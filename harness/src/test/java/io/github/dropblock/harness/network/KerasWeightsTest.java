package io.github.dropblock.harness.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Normalization;
import io.github.dropblock.harness.experiment.Profile;
import io.github.dropblock.harness.experiment.Regularizer;
import io.github.dropblock.harness.experiment.Training;
import io.github.dropblock.harness.remedy.Helped;
import io.github.dropblock.harness.remedy.Remedy;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Weights that h5py wrote as Keras does give the outputs that NumPy worked out from them. Both come
 * from {@code src/test/python/keras_weights.py}.
 */
class KerasWeightsTest {
  private static final int SIZE = 32;

  /** Channels 16, 16, 16, 32, 32, as the files have them. */
  private static final double WIDTH = 0.0625;

  @ParameterizedTest
  @ValueSource(strings = {"keras-1.h5", "keras-2.h5"})
  void everyConvolutionGivesWhatTheIndependentImplementationGives(String name) throws Exception {
    ComputationGraph vgg = vgg(WIDTH);
    PretrainedWeights.loadKeras(file(name), vgg);

    Map<String, INDArray> outputs = vgg.feedForward(image(), false);
    JsonNode expected = new ObjectMapper().readTree(file("keras-outputs.json").toFile());
    assertThat(expected).hasSize(13 + 1);
    expected
        .properties()
        .forEach(
            layer -> {
              INDArray output = outputs.get(layer.getKey().replace('_', '-'));
              long middle = output.size(2) / 2;
              assertClose(output, 0, layer.getValue().get("corner"));
              if (layer.getValue().has("middle")) {
                assertClose(output, middle, layer.getValue().get("middle"));
              }
            });
  }

  private static void assertClose(INDArray output, long at, JsonNode expected) {
    assertThat(output.size(1)).isEqualTo(expected.size());
    double largest = output.maxNumber().doubleValue();
    for (int channel = 0; channel < expected.size(); channel++) {
      assertThat(output.getDouble(0, channel, at, at))
          .isCloseTo(expected.get(channel).asDouble(), within(1e-5 * largest));
    }
  }

  @Test
  void frozenBlocksGetTheirWeightsToo() throws Exception {
    ComputationGraph vgg = vgg(WIDTH);
    INDArray before = vgg.getLayer("block1-conv1").getParam("W").dup();

    PretrainedWeights.loadKeras(file("keras-1.h5"), vgg);

    assertThat(vgg.getLayer("block1-conv1").getParam("W")).isNotEqualTo(before);
  }

  @Test
  void anotherWidthIsToldWithBothShapes() throws Exception {
    Path file = file("keras-1.h5");
    assertThatThrownBy(() -> PretrainedWeights.loadKeras(file, vgg(1)))
        .isInstanceOf(WeightsException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContainingAll("[16, 3, 3, 3] for layer block1-conv1", "[64, 3, 3, 3]")
        .satisfies(Helped.by(Remedy.CHOOSE_WIDTH));
  }

  @Test
  void aFileCutShortIsTold(@TempDir Path folder) throws Exception {
    Path part = folder.resolve("part.h5");
    Files.write(part, Arrays.copyOf(Files.readAllBytes(file("keras-1.h5")), 100_000));

    assertThatThrownBy(() -> PretrainedWeights.loadKeras(part, vgg(WIDTH)))
        .isInstanceOf(WeightsException.class)
        .hasMessageStartingWith(part + " can't be read as HDF5: ")
        .hasMessageEndingWith("fetch it again");
  }

  @Test
  void weightsOfAnotherNetworkAreTold() throws Exception {
    Path file = file("keras-1.h5");
    assertThatThrownBy(() -> PretrainedWeights.loadKeras(file, network(Network.ALEXNET, WIDTH)))
        .isInstanceOf(WeightsException.class)
        .hasMessageContaining("has no W of layer conv1");
  }

  private static ComputationGraph vgg(double width) {
    return network(Network.VGG_16, width);
  }

  private static ComputationGraph network(Network network, double width) {
    Training training =
        Profile.SMOKE.protocol().toBuilder().imageSize(SIZE).width(width).build().training(network);
    return Networks.build(new NetworkSpec(network, Regularizer.NONE, training, 2, 1, 0));
  }

  /** The script's image, as the harness gives it to such a network: red first. */
  private static INDArray image() {
    Normalization normalization = Normalization.IMAGENET_MEAN;
    INDArray image = Nd4j.create(1, 3, SIZE, SIZE);
    for (int channel = 0; channel < 3; channel++) {
      for (int row = 0; row < SIZE; row++) {
        for (int column = 0; column < SIZE; column++) {
          int value = (37 * row + 59 * column + 83 * channel + row * column * (channel + 1)) % 256;
          image.putScalar(
              new int[] {0, channel, row, column},
              value * normalization.scale() - normalization.shift(channel));
        }
      }
    }
    return image;
  }

  private static Path file(String name) throws IOException, URISyntaxException {
    return Path.of(KerasWeightsTest.class.getResource(name).toURI());
  }
}
