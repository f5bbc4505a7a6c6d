package io.github.dropblock.harness.train;

import io.github.dropblock.harness.backend.Backend;
import io.github.dropblock.harness.backend.Step;
import io.github.dropblock.harness.remedy.RemediableException;
import io.github.dropblock.harness.remedy.Remedy;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.nd4j.linalg.api.environment.Nd4jEnvironment;
import org.nd4j.linalg.factory.Nd4j;

/** The backend that ND4J has chosen in this JVM. */
final class RunningBackend {
  private RunningBackend() {}

  /**
   * Loads ND4J, and holds what runs against what was asked for.
   *
   * @param wanted asked for
   * @return what runs, on which device, in ND4J's own words
   * @throws IOException in a line for the user, if it is another or none loads, or what it is
   *     accelerated by does not
   */
  static String require(Backend wanted) throws IOException {
    Properties environment;
    try {
      environment = Nd4j.getExecutioner().getEnvironmentInformation();
    } catch (LinkageError | IllegalStateException e) {
      // ND4J logs why it skipped each backend, and then throws that there is none.
      throw new IOException(
          "asked for backend %s, but ND4J could load none; the lines above in the log say why"
              .formatted(wanted),
          e);
    }
    String ran = environment.getProperty(Nd4jEnvironment.BACKEND_KEY);
    if (!ran.toLowerCase(Locale.ROOT).equals(wanted.cuda() ? "cuda" : "cpu")) {
      throw new IOException("asked for backend %s, but ND4J runs %s".formatted(wanted, ran));
    }
    // One garbage collection a step would cost more than the step.
    Nd4j.getMemoryManager().togglePeriodicGc(false);
    String described = describe(wanted, environment);
    String acceleration = Acceleration.start(wanted);
    String executioner = Nd4j.getExecutioner().getClass().getName();
    return Stream.of(
            described,
            acceleration,
            executioner.startsWith("org.nd4j.") ? "" : "executioner " + executioner)
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(", "));
  }

  /**
   * Holds ND4J's executioner against what a cell's step was set up with. Comes after {@link
   * #require}.
   *
   * @param step null where a cell was begun before there was a choice
   * @throws IOException in a line for the user, if it is another
   */
  static void requireExecutioner(Step step) throws IOException {
    String ran = Nd4j.getExecutioner().getClass().getName();
    boolean quiet = step != null && step.kind() == Step.StepKind.DL4J_QUIET;
    if (quiet != ran.equals(Step.QUIET)) {
      throw new RemediableException(
          "the cell is set up for steps %s, but ND4J's executioner is %s"
              .formatted(step == null ? Step.StepKind.DL4J.id() : step.kind().id(), ran),
          Remedy.CHOOSE_STEP);
    }
  }

  /** Such as {@code ND4J CUDA, NVIDIA H100 80GB HBM3 (compute capability 9.0), BLAS CUBLAS}. */
  static String describe(Backend wanted, Properties environment) throws IOException {
    Object ran = environment.get(Nd4jEnvironment.BACKEND_KEY);
    Object blas = environment.get(Nd4jEnvironment.BLAS_VENDOR_KEY);
    if (!wanted.cuda()) {
      return "ND4J %s, %s threads, BLAS %s"
          .formatted(ran, environment.get(Nd4jEnvironment.OMP_THREADS_KEY), blas);
    }
    if (!(environment.get(Nd4jEnvironment.CUDA_DEVICE_INFORMATION_KEY) instanceof List<?> devices)
        || devices.isEmpty()
        || !(devices.get(0) instanceof Map<?, ?> device)) {
      throw new IOException("asked for backend %s, but ND4J sees no GPU".formatted(wanted));
    }
    return "ND4J %s, %s (compute capability %s.%s), BLAS %s, TensorFloat-32 %s"
        .formatted(
            ran,
            device.get(Nd4jEnvironment.CUDA_DEVICE_NAME_KEY),
            device.get(Nd4jEnvironment.CUDA_DEVICE_MAJOR_VERSION_KEY),
            device.get(Nd4jEnvironment.CUDA_DEVICE_MINOR_VERSION_KEY),
            blas,
            wanted == Backend.CUDA_TF32 ? "allowed" : "off");
  }
}
