package io.github.dropblock.harness.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dropblock.harness.backend.Backend;
import io.github.dropblock.harness.experiment.Cell;
import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Profile;
import io.github.dropblock.harness.experiment.Regularizer;
import io.github.dropblock.harness.files.FileTree;
import io.github.dropblock.harness.files.Json;
import io.github.dropblock.harness.node.Blob;
import io.github.dropblock.harness.node.CellJvm;
import io.github.dropblock.harness.node.CellOrder;
import io.github.dropblock.harness.node.Errand;
import io.github.dropblock.harness.node.NodeFaultException;
import io.github.dropblock.harness.node.NodeFitness;
import io.github.dropblock.harness.node.SharedOrder;
import io.github.dropblock.harness.remedy.Complaint;
import io.github.dropblock.harness.remedy.Helped;
import io.github.dropblock.harness.remedy.Remedy;
import io.github.dropblock.harness.rundir.CellDirectory;
import io.github.dropblock.harness.rundir.CellSettings;
import io.github.dropblock.harness.rundir.DataReference;
import io.github.dropblock.harness.rundir.ExitCode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A cell's way from the run directory to a node and back, in what travels on a cluster. */
@Timeout(120)
class ErrandTest {
  private static final long MIB = 1L << 20;

  @TempDir Path temporary;
  private final Map<String, Path> files = new HashMap<>();
  private CellDirectory cell;
  private Correspondent correspondent;
  private Optional<Complaint> unfit = Optional.empty();

  @BeforeEach
  void aCell() throws IOException {
    cell = new CellDirectory(Files.createDirectories(temporary.resolve("run/cells/a")));
    correspondent = new Correspondent(1, cell, temporary.resolve("run/arrivals"));
  }

  private Blob blob(Path path) throws IOException {
    Path file = Files.isDirectory(path) ? FolderJar.of(path, temporary.resolve("jars")) : path;
    Blob blob = Blob.of(file);
    files.put(blob.sha256(), file);
    return blob;
  }

  private CellOrder order(String... jvmArguments) throws IOException {
    List<Blob> classPath = new ArrayList<>();
    for (String path : classPath()) {
      classPath.add(blob(Path.of(path)));
    }
    Path split = Files.writeString(temporary.resolve("split.csv"), "split");
    Path pixels = Files.writeString(temporary.resolve("images.pixels"), "pixels");
    CellSettings settings =
        new CellSettings(
            CellSettings.SCHEMA,
            new Cell(Network.ALEXNET, Regularizer.NONE, 1),
            Profile.SMOKE.protocol().training(Network.ALEXNET),
            new DataReference(
                split.toString(), pixels.toString(), "f".repeat(64), List.of("cat", "dog")),
            null,
            Backend.CPU,
            "1.0.0-M1.1",
            null,
            null);
    Json.write(cell.settingsFile(), settings);
    return new CellOrder(
        1,
        Files.readAllBytes(cell.settingsFile()),
        "fingerprint",
        classPath,
        blob(split),
        blob(pixels),
        null,
        jvm(jvmArguments),
        NodeFitness.platform(),
        temporary.resolve("node").toString(),
        600);
  }

  /** The folders of this module, and the jars that its settings are read with. */
  private static List<String> classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(path -> path.contains("jackson") || Files.isDirectory(Path.of(path)))
        .toList();
  }

  private static CellJvm jvm(String... jvmArguments) {
    return new CellJvm(
        StandInCell.class.getName(), 1, 64 * MIB, MIB, List.of(jvmArguments), Map.of(), 0);
  }

  private int run(Errand errand, long attempt) throws Exception {
    return travelled(errand)
        .run(
            new Errand.Here(
                attempt,
                "node " + attempt,
                Optional.empty(),
                unfit,
                this::pieces,
                correspondent::read));
  }

  private Iterator<byte[]> pieces(Blob blob) {
    try {
      return List.of(Files.readAllBytes(files.get(blob.sha256()))).iterator();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Errand travelled(Errand errand) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new ObjectOutputStream(bytes).writeObject(errand);
    return (Errand)
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
  }

  @Test
  void allThatACellLeavesComesBack() throws Exception {
    assertThat(run(order(), 1)).isZero();

    assertThat(cell.metricsFile()).hasContent("1\n2\n3\n");
    assertThat(cell.checkpointFile()).hasContent("3");
    assertThat(cell.resultFile()).hasContent("{}");
    assertThat(cell.logFile()).content().contains("on node 1").contains("goes on after epoch 0");
  }

  @Test
  void theCellReadsTheNodesFilesAndTheRunKeepsItsOwnSettings() throws Exception {
    CellOrder order = order();
    run(order, 1);

    assertThat(cell.predictionsFile())
        .content()
        .startsWith("predictions of " + temporary.resolve("node").resolve("blobs"))
        .endsWith("split.csv");
    assertThat(Files.readAllBytes(cell.settingsFile())).isEqualTo(order.settings());
  }

  @Test
  void anotherNodeGoesOnFromTheCheckpointThatCameBack() throws Exception {
    assertThat(run(order("-Dlast=2"), 1)).isEqualTo(1);
    assertThat(cell.checkpointFile()).hasContent("2");
    FileTree.delete(temporary.resolve("node"));
    assertThat(run(order(), 2)).isZero();

    assertThat(cell.metricsFile()).hasContent("1\n2\n3\n");
    assertThat(cell.logFile()).content().contains("on node 2").contains("goes on after epoch 2");
  }

  @Test
  void theSameNodeGoesOnFromWhatItHasLeftIfThatIsFurther() throws Exception {
    Path left = Files.createDirectories(temporary.resolve("node/cells/fingerprint"));
    Files.writeString(left.resolve("metrics.csv"), "1\n2\n");
    Files.writeString(left.resolve("checkpoint.zip"), "2");
    Files.writeString(cell.metricsFile(), "1\n");
    Files.writeString(cell.checkpointFile(), "1");
    run(order(), 1);

    assertThat(cell.logFile()).content().contains("goes on after epoch 2");
    assertThat(left).doesNotExist();
  }

  @Test
  void whatIsLessFarOnTheNodeIsReplaced() throws Exception {
    Path left = Files.createDirectories(temporary.resolve("node/cells/fingerprint"));
    Files.writeString(left.resolve("metrics.csv"), "1\n");
    Files.writeString(left.resolve("checkpoint.zip"), "1");
    Files.writeString(cell.metricsFile(), "1\n2\n");
    Files.writeString(cell.checkpointFile(), "2");
    run(order(), 1);

    assertThat(cell.logFile()).content().contains("goes on after epoch 2");
    assertThat(cell.metricsFile()).hasContent("1\n2\n3\n");
  }

  @Test
  void aFaultOfTheNodeIsToldAsOneAndNotReturnedAsTheCells() throws Exception {
    CellOrder order = order("-Dlast=1", "-Dstatus=" + ExitCode.NO_SPACE.code());

    assertThatThrownBy(() -> run(order, 1)).isInstanceOf(NodeFaultException.class);
    assertThat(correspondent.fault().code()).isEqualTo(ExitCode.NO_SPACE.code());
    assertThat(correspondent.fault().complaint()).isEqualTo(ExitCode.NO_SPACE.complaint());
    assertThat(correspondent.faults()).isEqualTo(1);
  }

  @Test
  void aNodeWithAnotherSparkIsNotTried() throws Exception {
    unfit = RunningSpark.unfit("4.1.1", "4.2.0");
    CellOrder order = order();

    assertThatThrownBy(() -> run(order, 1)).isInstanceOf(NodeFaultException.class);
    assertThat(correspondent.fault().complaint())
        .isEqualTo(
            new Complaint(
                "its Spark is 4.1.1, and the run's is 4.2.0",
                Remedy.INSTALL_SPARK_THERE,
                Remedy.LEAVE_NODE_OUT));
    assertThat(RunningSpark.unfit("4.2.0", "4.2.0")).isEmpty();
  }

  @Test
  void aFaultOfTheCellIsAValue() throws Exception {
    assertThat(run(order("-Dlast=1", "-Dstatus=" + ExitCode.DIVERGED.code()), 1))
        .isEqualTo(ExitCode.DIVERGED.code());
    assertThat(correspondent.fault()).isNull();
  }

  @Test
  void onASharedFileSystemTheCellWritesIntoTheRunDirectoryItself() throws Exception {
    order();
    SharedOrder shared =
        new SharedOrder(
            1,
            cell.path().toString(),
            classPath(),
            jvm(),
            NodeFitness.platform(),
            temporary.resolve("node").toString());

    assertThat(run(shared, 1)).isZero();
    assertThat(cell.resultFile()).hasContent("{}");
    assertThat(cell.logFile()).content().contains("on node 1").contains("goes on after epoch 0");
    assertThat(temporary.resolve("node/blobs")).doesNotExist();
  }

  @Test
  void aNodeThatDoesNotSeeTheSharedFilesSaysSo() throws Exception {
    String elsewhere = temporary.resolve("not-mounted").toString();
    SharedOrder shared =
        new SharedOrder(1, elsewhere, classPath(), jvm(), NodeFitness.platform(), null);

    assertThatThrownBy(() -> run(shared, 1))
        .isInstanceOf(NodeFaultException.class)
        .hasMessageContaining("it does not see " + elsewhere)
        .satisfies(Helped.by(Remedy.MOUNT_THERE, Remedy.COPY_TO_NODES));
  }
}
