package io.github.dropblock.harness.network;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.dropblock.harness.files.Printable;
import io.github.dropblock.harness.regularize.DropBlock;
import io.github.dropblock.harness.regularize.Dropout;
import io.github.dropblock.harness.regularize.FrozenDropout;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A DL4J model file from a stranger. DL4J's own reader makes objects of whatever classes the file
 * names, and reserves as much memory as it says; so what it will meet is looked at first.
 */
final class ModelFile {
  /** Jackson's mark of an object's class in DL4J's configurations. */
  private static final String CLASS = "@class";

  /** Where the classes of layers, activations, losses, updaters and schedules are. */
  private static final List<String> EXPECTED =
      List.of(
          "org.deeplearning4j.nn.conf.",
          "org.deeplearning4j.nn.weights.",
          "org.nd4j.linalg.activations.impl.",
          "org.nd4j.linalg.learning.config.",
          "org.nd4j.linalg.learning.regularization.",
          "org.nd4j.linalg.lossfunctions.impl.",
          "org.nd4j.linalg.schedule.");

  private static final Set<String> OWN =
      Set.of(
          BinaryCrossEntropy.class.getName(),
          ResponseNormalization.class.getName(),
          KerasAdaMax.class.getName(),
          KerasRmsProp.class.getName(),
          DropBlock.class.getName(),
          Dropout.class.getName(),
          FrozenDropout.class.getName());

  /** A configuration of a hundred layers has some 300 KB. */
  private static final int MOST_CONFIGURATION = 16 << 20;

  private ModelFile() {}

  /**
   * Reads a graph without its optimiser's state.
   *
   * @throws IOException saying what in the file is not as it should be
   */
  static ComputationGraph read(Path file) throws IOException {
    // DL4J's own reader takes the whole file into memory first, optimiser state and all: for VGG-16
    // more than a cell's heap.
    try (ZipFile zip = new ZipFile(file.toFile())) {
      String configuration = configuration(zip);
      requireExpectedClasses(configuration);
      INDArray weights = StoredArray.read(zip, entry(zip, ModelSerializer.COEFFICIENTS_BIN));
      ComputationGraph graph =
          new ComputationGraph(ComputationGraphConfiguration.fromJson(configuration));
      graph.init(weights, false);
      return graph;
    }
  }

  private static String configuration(ZipFile zip) throws IOException {
    try (InputStream in = zip.getInputStream(entry(zip, ModelSerializer.CONFIGURATION_JSON))) {
      byte[] text = in.readNBytes(MOST_CONFIGURATION + 1);
      if (text.length > MOST_CONFIGURATION) {
        throw new IOException("its configuration has more than " + MOST_CONFIGURATION + " bytes");
      }
      return new String(text, StandardCharsets.UTF_8);
    }
  }

  /** Token by token: of two fields of one name a tree keeps the last, and DL4J takes the first. */
  private static void requireExpectedClasses(String configuration) throws IOException {
    try (JsonParser tokens = new JsonFactory().createParser(configuration)) {
      while (tokens.nextToken() != null) {
        if (CLASS.equals(tokens.currentName()) && tokens.currentToken() != JsonToken.FIELD_NAME) {
          requireExpected(tokens.getText());
        }
      }
    }
  }

  private static void requireExpected(String name) throws IOException {
    if (!OWN.contains(name) && EXPECTED.stream().noneMatch(name::startsWith)) {
      throw new IOException("it names a class that belongs into no network: " + Printable.of(name));
    }
  }

  private static ZipEntry entry(ZipFile zip, String name) throws IOException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw new IOException("it has no entry " + name);
    }
    return entry;
  }
}
