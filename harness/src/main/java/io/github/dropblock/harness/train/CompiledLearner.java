package io.github.dropblock.harness.train;

import io.github.dropblock.harness.backend.Backend;
import io.github.dropblock.harness.backend.Step;
import io.github.dropblock.harness.backend.StepCuda;
import io.github.dropblock.harness.batch.Batch;
import io.github.dropblock.harness.capacity.GpuShare;
import io.github.dropblock.harness.compiled.CompiledNetwork;
import io.github.dropblock.harness.compiled.Device;
import io.github.dropblock.harness.compiled.Parameter;
import io.github.dropblock.harness.compiled.Running;
import io.github.dropblock.harness.compiled.cuda.CudaLibraryNames;
import io.github.dropblock.harness.compiled.cuda.CudaStepDevice;
import io.github.dropblock.harness.compiled.cuda.Precision;
import io.github.dropblock.harness.compiled.onednn.OneDnnDevice;
import io.github.dropblock.harness.remedy.RemediableException;
import io.github.dropblock.harness.remedy.Remedy;
import io.github.dropblock.harness.rundir.CellSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalDouble;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A network whose steps are compiled: oneDNN or a GPU computes them, and DL4J's graph is kept for
 * its files.
 */
final class CompiledLearner implements Learner {
  private final ComputationGraph graph;
  private final CompiledNetwork network;

  private CompiledLearner(ComputationGraph graph, CompiledNetwork network) {
    this.graph = graph;
    this.network = network;
  }

  /** Takes a graph over as it is. */
  static CompiledLearner of(ComputationGraph graph, Tensors tensors, CellSettings settings) {
    return of(graph, tensors, settings.training().batchSize(), device(settings));
  }

  /**
   * Takes a graph over as it is.
   *
   * @param batch images in a batch, at most
   */
  static CompiledLearner of(ComputationGraph graph, Tensors tensors, int batch, Device device) {
    return new CompiledLearner(
        graph, CompiledNetwork.of(graph, batch, tensors.imageSize(), device));
  }

  private static Device device(CellSettings settings) {
    return settings.backend().cuda()
        ? new CudaStepDevice(
            CudaLibraryNames.ofVersion(
                Integer.getInteger(GpuShare.CUDA_VERSION, StepCuda.DOWNLOADED)),
            precision(settings.backend()),
            Long.getLong(GpuShare.DEVICE_BYTES, Long.MAX_VALUE))
        : new OneDnnDevice(settings.step().threads());
  }

  private static Precision precision(Backend backend) {
    return switch (backend) {
      case CUDA_BF16 -> Precision.BFLOAT_16;
      case CUDA_TF32 -> Precision.TENSOR_FLOAT_32;
      case CUDA, CPU -> Precision.FLOAT_32;
    };
  }

  /**
   * Loads what compiled steps are computed by.
   *
   * @return what that is, in words
   * @throws IOException in a line for the user, if it can't be loaded, or is another than was asked
   *     for
   */
  static String start(CellSettings settings) throws IOException {
    return settings.backend().cuda() ? startCuda(settings) : startOneDnn(settings.step());
  }

  private static String startCuda(CellSettings settings) throws IOException {
    try {
      return "compiled steps by " + device(settings).description();
    } catch (LinkageError | IllegalStateException e) {
      throw new RemediableException(
          "compiled steps can't be run on the GPU (%s)".formatted(e.getMessage()),
          e,
          Remedy.RUN_DOCTOR,
          Remedy.USE_DL4J_STEP);
    }
  }

  private static String startOneDnn(Step step) throws IOException {
    try {
      OneDnnDevice device = new OneDnnDevice(step.threads());
      if (step.instructions() != Step.Instructions.ANY
          && !device.instructions().equals(step.instructions().title())) {
        throw new RemediableException(
            "asked for steps with %s, but oneDNN takes %s here"
                .formatted(step.instructions().title(), device.instructions()),
            Remedy.BEGIN_CELL_ANEW,
            Remedy.USE_DL4J_STEP);
      }
      return "compiled steps by " + device.description();
    } catch (LinkageError e) {
      throw new RemediableException(
          "oneDNN's libraries can't be loaded (%s)".formatted(e.getMessage()),
          e,
          Remedy.USE_DL4J_STEP);
    }
  }

  @Override
  public TrainingStep step() {
    return this::train;
  }

  private TrainingStep.StepOutcome train(Batch batch) {
    Running.Scores found = network.train(batch.pixels(), labels(batch));
    double[][] scores = rows(found.scores(), batch.count());
    return new TrainingStep.StepOutcome(
        found.loss(), Tensors.correct(scores, 0, batch), batch.count());
  }

  @Override
  public OptionalDouble primitiveMilliseconds(Batch batch) {
    long nanos = network.primitiveNanos(batch.pixels(), labels(batch));
    return nanos > 0 ? OptionalDouble.of(nanos / 1e6) : OptionalDouble.empty();
  }

  private static int[] labels(Batch batch) {
    return Arrays.copyOf(batch.labels(), batch.count());
  }

  /** Of the last step, means over its images; not every device keeps them. */
  Map<Parameter, float[]> gradients() {
    return network.gradients();
  }

  @Override
  public double[][] probabilities(Batch batch) {
    return rows(network.probabilities(batch.pixels(), batch.count()), batch.count());
  }

  private static double[][] rows(float[] numbers, int count) {
    int outputs = numbers.length / count;
    double[][] rows = new double[count][outputs];
    for (int i = 0; i < numbers.length; i++) {
      rows[i / outputs][i % outputs] = numbers[i];
    }
    return rows;
  }

  @Override
  public INDArray maps(Batch one, String layer) {
    CompiledNetwork.Maps maps = network.maps(one.pixels(), layer);
    return Nd4j.create(
        maps.numbers(), new long[] {1, maps.channels(), maps.height(), maps.width()}, 'c');
  }

  @Override
  public void write(Path checkpoint, Checkpoint.TrainingProgress progress) throws IOException {
    try (INDArray state = network.store()) {
      Checkpoint.write(checkpoint, graph, state, progress);
    }
  }

  @Override
  public void store() {
    network.store().close();
  }

  @Override
  public void close() {
    network.close();
  }
}
