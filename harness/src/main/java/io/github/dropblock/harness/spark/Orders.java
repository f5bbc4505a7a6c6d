package io.github.dropblock.harness.spark;

import io.github.dropblock.harness.cluster.ClusterSetup;
import io.github.dropblock.harness.cluster.OwnSettings;
import io.github.dropblock.harness.files.Json;
import io.github.dropblock.harness.files.Sha256;
import io.github.dropblock.harness.node.Blob;
import io.github.dropblock.harness.node.CellOrder;
import io.github.dropblock.harness.node.Errand;
import io.github.dropblock.harness.node.NodeFitness;
import io.github.dropblock.harness.node.SharedOrder;
import io.github.dropblock.harness.rundir.CellDirectory;
import io.github.dropblock.harness.rundir.CellSettings;
import io.github.dropblock.harness.rundir.SettingsIdentity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes down what a node must know of a cell. */
final class Orders {
  private final ClusterSetup setup;
  private final OwnSettings own;
  private final Blobs blobs;

  Orders(ClusterSetup setup, OwnSettings own, Blobs blobs) {
    this.setup = setup;
    this.own = own;
    this.blobs = blobs;
  }

  /** Hands Spark what every cell needs, so that the first has not to wait for it. */
  void readClassPath() {
    try {
      if (!setup.shared()) {
        blobs.pieces(classPath());
      }
    } catch (IOException | RuntimeException e) {
      // The first cell meets the same, and says so.
    }
  }

  private List<Blob> classPath() throws IOException {
    List<Blob> classPath = new ArrayList<>();
    for (String jar : setup.classPath()) {
      classPath.add(blobs.of(Path.of(jar)));
    }
    return classPath;
  }

  /**
   * @param number of the cell within the run
   */
  Errand of(int number, CellDirectory cell) throws IOException {
    return setup.shared() ? shared(number, cell) : copied(number, cell);
  }

  private Errand shared(int number, CellDirectory cell) {
    return new SharedOrder(
        number,
        cell.path().toString(),
        setup.classPath(),
        setup.jvm(),
        NodeFitness.platform(),
        nodeCache());
  }

  private CellOrder copied(int number, CellDirectory cell) throws IOException {
    CellSettings settings =
        cell.settings()
            .orElseThrow(() -> new IOException(cell.settingsFile() + " is missing; run again"));
    List<Blob> classPath = classPath();
    Blob weights = settings.weights() == null ? null : blob(settings.weights().file());
    return new CellOrder(
        number,
        Json.text(settings).getBytes(StandardCharsets.UTF_8),
        fingerprint(settings, classPath, weights),
        classPath,
        blob(settings.data().split()),
        blob(settings.data().pixels()),
        weights,
        setup.jvm(),
        NodeFitness.platform(),
        nodeCache(),
        (int) Math.min(Integer.MAX_VALUE, Math.round(60 * own.checkpointMinutes())));
  }

  private Blob blob(String file) throws IOException {
    return blobs.of(Path.of(file));
  }

  private @Nullable String nodeCache() {
    return own.nodeCache().orElse(null);
  }

  /** Two trainings that go on in each other's place must be the same in all of this. */
  private String fingerprint(CellSettings settings, List<Blob> classPath, @Nullable Blob weights) {
    List<String> parts = new ArrayList<>();
    parts.add(SettingsIdentity.fingerprint(settings));
    parts.add(setup.jvm().mainClass());
    parts.add(Integer.toString(setup.jvm().threads()));
    parts.addAll(setup.jvm().jvmArguments());
    parts.add(new TreeMap<>(setup.jvm().environment()).toString());
    classPath.forEach(each -> parts.add(each.sha256()));
    parts.add(weights == null ? "" : weights.sha256());
    return Sha256.of(String.join("\n", parts));
  }
}
