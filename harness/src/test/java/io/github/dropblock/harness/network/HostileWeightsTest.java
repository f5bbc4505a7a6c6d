package io.github.dropblock.harness.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Optimizer;
import io.github.dropblock.harness.experiment.Phase;
import io.github.dropblock.harness.experiment.Regularizer;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.factory.Nd4j;

/** Models from strangers: what they name, and what they claim. */
class HostileWeightsTest {
  private static final String CONFIGURATION = "configuration.json";
  private static final String COEFFICIENTS = "coefficients.bin";

  /** Would have been noticed: that it was loaded is its only effect. */
  private static boolean loaded;

  @TempDir Path folder;

  private Path file;
  private ComputationGraph graph;

  /** What a file names in place of a layer. */
  public static final class Gadget {
    static {
      loaded = true;
    }
  }

  @BeforeEach
  void network() {
    file = folder.resolve("model.zip");
    graph = Networks.build(Specs.narrow(Network.ALEXNET, Regularizer.DROPOUT_DROPBLOCK));
  }

  @Test
  void aModelOfThisProjectNamesNothingElse() throws IOException {
    write(graph.getConfiguration().toJson(), coefficients());
    ComputationGraph copy =
        Networks.build(Specs.narrow(Network.ALEXNET, Regularizer.DROPOUT_DROPBLOCK));
    copy.params().assign(0);
    PretrainedWeights.load(file, copy);
    assertThat(copy.getLayer("conv1").getParam("W"))
        .isEqualTo(graph.getLayer("conv1").getParam("W"));
  }

  /**
   * DropBlock among frozen layers has a layer of its own, and most optimisers are this project's.
   */
  @ParameterizedTest
  @EnumSource(Optimizer.class)
  void norDoesOneWithFrozenBlocks(Optimizer optimizer) throws IOException {
    graph =
        Networks.build(
            Specs.of(
                Network.VGG_16,
                Regularizer.DROPOUT_DROPBLOCK,
                Specs.NARROW,
                1,
                new Phase(optimizer, 1, 1)));
    write(graph.getConfiguration().toJson(), coefficients());
    ComputationGraph copy = Networks.build(Specs.narrow(Network.VGG_16, Regularizer.NONE));
    copy.params().assign(0);
    PretrainedWeights.load(file, copy);
    assertThat(copy.getLayer("block1-conv1").getParam("W"))
        .isEqualTo(graph.getLayer("block1-conv1").getParam("W"));
  }

  /** Before this project had a Dropout, its models named DL4J's. */
  @Test
  void aModelThatWasStoredBeforeIsRead() throws IOException {
    String today = graph.getConfiguration().toJson();
    String before =
        today.replaceFirst(
            "\"@class\" : \"io.github.dropblock.harness.regularize.Dropout\",[^}]*}",
            "\"@class\" : \"org.deeplearning4j.nn.conf.dropout.Dropout\", \"p\" : 0.5}");
    assertThat(before).isNotEqualTo(today).doesNotContain("regularize.Dropout");
    write(before, coefficients());
    ComputationGraph copy = Networks.build(Specs.narrow(Network.ALEXNET, Regularizer.NONE));
    copy.params().assign(0);
    PretrainedWeights.load(file, copy);
    assertThat(copy.getLayer("conv1").getParam("W"))
        .isEqualTo(graph.getLayer("conv1").getParam("W"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "javax.script.ScriptEngineManager",
        "org.springframework.context.support.FileSystemXmlApplicationContext",
        "com.sun.rowset.JdbcRowSetImpl",
        "io.github.dropblock.harness.network.HostileWeightsTest$Gadget",
        "org.nd4j.linalg.lossfunctions.LossUtil"
      })
  void aClassThatBelongsIntoNoNetworkIsNotEvenLoaded(String name) throws IOException {
    String configuration =
        graph
            .getConfiguration()
            .toJson()
            .replaceFirst(
                "\"@class\" : \"org.deeplearning4j.nn.conf.layers.ConvolutionLayer\"",
                "\"@class\" : \"" + Matcher.quoteReplacement(name) + "\"");
    assertThat(configuration).contains(name);
    write(configuration, coefficients());
    assertThatThrownBy(this::load)
        .isInstanceOf(WeightsException.class)
        .hasMessageStartingWith(file + " is not a DL4J computation graph: ")
        .hasMessageContaining("it names a class that belongs into no network: " + name);
    assertThat(loaded).isFalse();
  }

  @Test
  void aClassIsNotHiddenBehindASecondOfTheSameName() throws IOException {
    String expected = "\"@class\" : \"org.deeplearning4j.nn.conf.layers.ConvolutionLayer\"";
    String configuration = graph.getConfiguration().toJson();
    String gadget = "\"@class\" : \"" + Gadget.class.getName() + "\"";
    assertThat(configuration).contains(expected);
    write(configuration.replace(expected, gadget + ", " + expected), coefficients());

    assertThatThrownBy(this::load)
        .hasMessageContaining(
            "it names a class that belongs into no network: " + Gadget.class.getName());
    assertThat(loaded).isFalse();
  }

  @Test
  void aConfigurationThatIsABombIsRefused() throws IOException {
    write(" ".repeat(17 << 20), coefficients());
    assertThatThrownBy(this::load).hasMessageContaining("its configuration has more than");
  }

  @Test
  void aConfigurationNestedWithoutEndIsRefused() throws IOException {
    write("[".repeat(100_000), coefficients());
    assertThatThrownBy(this::load).isInstanceOf(WeightsException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "4611686018427387904, the array claims to be",
    "1099511627776, bytes of numbers instead of",
    "-1, the array claims to be"
  })
  void memoryIsNotReservedForWhatIsNotThere(long numbers, String complaint) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeUTF("MIXED_DATA_TYPES");
    out.writeLong(8);
    out.writeUTF("LONG");
    for (long value : new long[] {2, 1, numbers, numbers, 1, 0x2000, 1, 'c'}) {
      out.writeLong(value);
    }
    out.writeUTF("MIXED_DATA_TYPES");
    out.writeLong(numbers);
    out.writeUTF("FLOAT");
    write(graph.getConfiguration().toJson(), bytes.toByteArray());
    assertThatThrownBy(this::load)
        .isInstanceOf(WeightsException.class)
        .hasMessageContaining(complaint);
  }

  @Test
  void aSerializedJavaObjectIsNotRead() throws IOException {
    write(
        graph.getConfiguration().toJson(),
        new byte[] {(byte) 0xac, (byte) 0xed, 0, 5, 's', 'r', 0, 1, 'x'});
    assertThatThrownBy(this::load).hasMessageContaining(COEFFICIENTS + " ends too soon");
  }

  private void load() throws WeightsException {
    PretrainedWeights.load(file, graph);
  }

  private byte[] coefficients() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Nd4j.write(graph.params(), new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private void write(String configuration, byte[] coefficients) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry(CONFIGURATION));
      zip.write(configuration.getBytes(StandardCharsets.UTF_8));
      zip.putNextEntry(new ZipEntry(COEFFICIENTS));
      zip.write(coefficients);
    }
  }
}
