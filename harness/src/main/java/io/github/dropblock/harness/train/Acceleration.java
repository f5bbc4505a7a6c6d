package io.github.dropblock.harness.train;

import io.github.dropblock.harness.backend.Backend;
import io.github.dropblock.harness.cudnn.CudnnException;
import io.github.dropblock.harness.cudnn.CudnnHelpers;
import io.github.dropblock.harness.network.NetworkSpec;
import io.github.dropblock.harness.network.Networks;
import io.github.dropblock.harness.remedy.Complaint;
import io.github.dropblock.harness.remedy.RemediableException;
import java.io.IOException;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** What computes the layers of this JVM's networks in place of DL4J itself: cuDNN on a GPU. */
final class Acceleration {
  /** In the cell's JVM; {@code false} leaves GPUs to DL4J alone, several times slower. */
  static final String CUDNN = "dropblock.cudnn";

  private Acceleration() {}

  /**
   * Loads what a backend is accelerated by.
   *
   * @param backend the one that runs
   * @return what that is, in words; empty if nothing
   * @throws IOException in a line for the user, if it can't be loaded
   */
  static String start(Backend backend) throws IOException {
    if (!backend.cuda()) {
      return "";
    }
    if (!wanted()) {
      return "no cuDNN, as -D" + CUDNN + " says";
    }
    try {
      return "cuDNN " + CudnnHelpers.open(backend == Backend.CUDA_TF32);
    } catch (CudnnException e) {
      throw new RemediableException(Complaint.of(e), e);
    }
  }

  /**
   * Builds a network whose layers are accelerated. Comes after {@link #start}.
   *
   * @param backend the one that runs
   */
  static ComputationGraph build(NetworkSpec spec, Backend backend) {
    ComputationGraph graph = Networks.build(spec);
    if (backend.cuda() && wanted()) {
      CudnnHelpers.attach(graph);
    }
    return graph;
  }

  private static boolean wanted() {
    return Boolean.parseBoolean(System.getProperty(CUDNN, "true"));
  }
}
