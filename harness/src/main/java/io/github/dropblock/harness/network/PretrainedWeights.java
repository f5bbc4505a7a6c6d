package io.github.dropblock.harness.network;

import io.jhdf.exceptions.HdfException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

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
      source = graph(file);
    } catch (IOException | RuntimeException e) {
      throw new WeightsException(file + " is no DL4J computation graph: " + e.getMessage(), e);
    }
    copy(
        file,
        (layer, parameter) ->
            Optional.ofNullable(source.getLayer(layer)).map(found -> found.getParam(parameter)),
        into);
  }

  /**
   * DL4J's own reader takes the whole file into memory first, optimiser state and all: for VGG-16
   * more than a cell's heap.
   */
  private static ComputationGraph graph(Path file) throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      ComputationGraph graph =
          new ComputationGraph(
              ComputationGraphConfiguration.fromJson(
                  new String(
                      read(zip, ModelSerializer.CONFIGURATION_JSON).readAllBytes(),
                      StandardCharsets.UTF_8)));
      graph.init(Nd4j.read(read(zip, ModelSerializer.COEFFICIENTS_BIN)), false);
      return graph;
    }
  }

  private static InputStream read(ZipFile zip, String name) throws IOException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw new IOException("it has no entry " + name);
    }
    return zip.getInputStream(entry);
  }

  /**
   * Copies the weights of VGG-16's convolutions from an HDF5 file as Keras writes it. The network
   * must then be given images normalised as Keras' was.
   *
   * @throws WeightsException naming the file, if it can't be read or has no such layer
   */
  public static void loadKeras(Path file, ComputationGraph into) throws WeightsException {
    try (KerasFile source = new KerasFile(file)) {
      copy(file, source::find, into);
    } catch (HdfException e) {
      throw new WeightsException(
          "%s can't be read as HDF5: %s; fetch it again".formatted(file, e.getMessage()), e);
    }
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
          "%s has a %s of %s for layer %s, but this network's is %s; choose the file's width with -Ddropblock.width (1 is the published network)"
              .formatted(
                  file,
                  parameter,
                  Arrays.toString(weights.shape()),
                  layer,
                  Arrays.toString(to.shape())));
    }
    to.assign(weights);
  }
}
