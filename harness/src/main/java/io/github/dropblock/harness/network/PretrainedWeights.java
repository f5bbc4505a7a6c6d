package io.github.dropblock.harness.network;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Starting weights for the trunk of a network that is fine-tuned. */
public final class PretrainedWeights {
  private PretrainedWeights() {}

  /**
   * Copies the weights of every layer before the head from a DL4J model file.
   *
   * @throws IOException naming the file, if it can't be read or has no such layer
   */
  public static void load(Path file, ComputationGraph into) throws IOException {
    ComputationGraph source;
    try {
      source = ModelSerializer.restoreComputationGraph(file.toFile(), false);
    } catch (RuntimeException e) {
      throw new IOException(file + " is no DL4J computation graph: " + e.getMessage(), e);
    }
    for (Layer layer : into.getLayers()) {
      String name = layer.conf().getLayer().getLayerName();
      if (layer.numParams() > 0 && Networks.inTrunk(name)) {
        copy(file, name, source.getLayer(name), layer.paramTable());
      }
    }
  }

  private static void copy(Path file, String name, Layer from, Map<String, INDArray> to)
      throws IOException {
    if (from == null) {
      throw new IOException("%s has no layer %s to start from".formatted(file, name));
    }
    for (Map.Entry<String, INDArray> parameter : to.entrySet()) {
      INDArray weights = from.getParam(parameter.getKey());
      if (weights == null || !weights.equalShapes(parameter.getValue())) {
        throw new IOException("%s has another shape of %s than this network".formatted(file, name));
      }
      parameter.getValue().assign(weights);
    }
  }
}
