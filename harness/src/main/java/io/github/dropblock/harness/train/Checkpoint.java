package io.github.dropblock.harness.train;

import io.github.dropblock.harness.files.AtomicFile;
import io.github.dropblock.harness.files.Json;
import io.github.dropblock.harness.network.StoredArray;
import io.github.dropblock.harness.remedy.Reason;
import io.github.dropblock.harness.rundir.CellResult;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A training that can go on: weights, optimiser state, and how far it is. A DL4J model file, which
 * {@link ModelSerializer} reads, with one entry more. There is no random state to keep: everything
 * random comes from the cell's seed, the epoch and the iteration.
 *
 * <p>Not compressed: weights hardly shrink, and compressing takes longer than a small network's
 * epoch.
 */
final class Checkpoint {
  private static final String PROGRESS = "dropblock.json";

  /** Bytes of that entry; a few hundred for each place of DropBlock. */
  private static final int MOST_PROGRESS = 1 << 20;

  private static final int BUFFER = 1 << 16;

  private Checkpoint() {}

  /**
   * How far a training is.
   *
   * @param epochs finished
   * @param iterations of the phase that the last of them belongs to
   * @param drops in the last of them
   */
  record TrainingProgress(int epochs, int iterations, List<CellResult.Drop> drops) {
    TrainingProgress {
      drops = List.copyOf(drops);
      if (epochs < 1 || iterations < 0) {
        throw new IllegalArgumentException(
            "it says it is after epoch %s and step %s".formatted(epochs, iterations));
      }
    }
  }

  /**
   * Replaces {@code file} atomically.
   *
   * @param state of the graph's optimiser; null if it has none
   */
  static void write(Path file, ComputationGraph graph, INDArray state, TrainingProgress progress)
      throws IOException {
    AtomicFile.write(
        file,
        out -> {
          try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.setLevel(Deflater.NO_COMPRESSION);
            entry(zip, PROGRESS, text(Json.text(progress)));
            entry(zip, ModelSerializer.CONFIGURATION_JSON, text(graph.getConfiguration().toJson()));
            entry(zip, ModelSerializer.COEFFICIENTS_BIN, array(graph.params()));
            if (state != null) {
              entry(zip, ModelSerializer.UPDATER_BIN, array(state));
            }
          }
        });
  }

  /**
   * How far the training in {@code file} is.
   *
   * @throws IOException naming the file, if it is damaged
   */
  static TrainingProgress progress(Path file) throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile());
        InputStream in = zip.getInputStream(entry(zip, PROGRESS))) {
      return Json.read(in.readNBytes(MOST_PROGRESS), TrainingProgress.class, PROGRESS);
    } catch (IOException e) {
      throw damaged(file, e);
    }
  }

  /**
   * Gives a graph of the same phase the weights and optimiser state that were written.
   *
   * @throws IOException naming the file, if it is damaged or holds those of another network
   */
  static void restore(Path file, ComputationGraph graph) throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      restore(zip, ModelSerializer.COEFFICIENTS_BIN, graph.params());
      INDArray state = graph.getUpdater(true).getStateViewArray();
      if (state != null) {
        restore(zip, ModelSerializer.UPDATER_BIN, state);
      }
    } catch (IOException | RuntimeException e) {
      throw damaged(file, e);
    }
    graph.getConfiguration().setIterationCount(progress(file).iterations());
  }

  private static void restore(ZipFile zip, String name, INDArray into) throws IOException {
    try (INDArray read = StoredArray.read(zip, entry(zip, name))) {
      if (read.length() != into.length()) {
        throw new IOException(
            "%s has %s numbers instead of %s".formatted(name, read.length(), into.length()));
      }
      into.assign(read.reshape(into.shape()));
    }
  }

  private static IOException damaged(Path file, Exception cause) {
    return new IOException(
        "%s is damaged (%s); delete it and run again".formatted(file, Reason.of(cause)), cause);
  }

  private static AtomicFile.Content text(String text) {
    return out -> out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  private static AtomicFile.Content array(INDArray array) {
    return out -> {
      // ND4J writes number by number, and each would be a call of zlib.
      DataOutputStream data = new DataOutputStream(new BufferedOutputStream(out, BUFFER));
      Nd4j.write(array, data);
      data.flush();
    };
  }

  private static void entry(ZipOutputStream zip, String name, AtomicFile.Content content)
      throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    content.writeTo(new Unclosed(zip));
    zip.closeEntry();
  }

  private static ZipEntry entry(ZipFile zip, String name) throws IOException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw new IOException("no entry " + name);
    }
    return entry;
  }

  /** What writes one entry must not end the file. */
  private static final class Unclosed extends java.io.FilterOutputStream {
    Unclosed(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      out.write(bytes, from, count);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
