package io.github.dropblock.harness.network;

import io.github.dropblock.harness.remedy.Reason;
import io.github.dropblock.harness.remedy.Remedy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Starting weights for the trunk of a network that is fine-tuned. */
public final class PretrainedWeights {
  private PretrainedWeights() {}

  /** Finds a parameter by its layer's name and its own. */
  private interface Source {
    Optional<INDArray> find(String layer, String parameter);
  }

  /**
   * Copies the weights of every layer before the head from a DL4J model file.
   *
   * @throws WeightsException naming the file, if it can't be read or has no such layer
   */
  public static void load(Path file, ComputationGraph into) throws WeightsException {
    ComputationGraph source;
    try {
      source = ModelFile.read(file);
    } catch (IOException | RuntimeException | StackOverflowError e) {
      throw new WeightsException(
          file + " is not a DL4J computation graph: " + Reason.of(e).lines().findFirst().orElse(""),
          e);
    }
    copy(
        file,
        (layer, parameter) ->
            Optional.ofNullable(source.getLayer(layer)).map(found -> found.getParam(parameter)),
        into);
  }

  /**
   * Copies the weights of VGG-16's convolutions from an HDF5 file as Keras writes it. The network
   * must then be given images normalised as Keras' was.
   *
   * @throws WeightsException naming the file, if it can't be read or has no such layer
   */
  public static void loadKeras(Path file, ComputationGraph into) throws WeightsException {
    KerasFile.reading(file, source -> copy(file, source::find, into));
  }

  private static void copy(Path file, Source source, ComputationGraph into)
      throws WeightsException {
    for (Layer layer : into.getLayers()) {
      String name = layer.conf().getLayer().getLayerName();
      if (layer.numParams() > 0 && Networks.inTrunk(name)) {
        for (Map.Entry<String, INDArray> parameter : new TreeMap<>(layer.paramTable()).entrySet()) {
          copy(file, name, parameter.getKey(), source, parameter.getValue());
        }
      }
    }
  }

  private static void copy(Path file, String layer, String parameter, Source source, INDArray to)
      throws WeightsException {
    INDArray weights =
        source
            .find(layer, parameter)
            .orElseThrow(
                () ->
                    new WeightsException(
                        "%s has no %s of layer %s, which this network starts from"
                            .formatted(file, parameter, layer)));
    if (!weights.equalShapes(to)) {
      throw new WeightsException(
          "%s has a %s of %s for layer %s, but this network's is %s"
              .formatted(
                  file,
                  parameter,
                  Arrays.toString(weights.shape()),
                  layer,
                  Arrays.toString(to.shape())),
          Remedy.CHOOSE_WIDTH);
    }
    to.assign(weights);
  }
}
