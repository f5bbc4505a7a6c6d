package io.github.dropblock.harness.compiled.cuda;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import com.sun.jna.ptr.PointerByReference;
import io.github.dropblock.harness.compiled.CompiledNetwork;
import io.github.dropblock.harness.compiled.Device;
import io.github.dropblock.harness.compiled.Parameter;
import io.github.dropblock.harness.compiled.onednn.OneDnnDevice;
import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Optimizer;
import io.github.dropblock.harness.experiment.Phase;
import io.github.dropblock.harness.experiment.Profile;
import io.github.dropblock.harness.experiment.Regularizer;
import io.github.dropblock.harness.network.NetworkSpec;
import io.github.dropblock.harness.network.Networks;
import io.github.dropblock.harness.network.Specs;
import io.github.dropblock.harness.regularize.DropBlock;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Whole steps of the paper's networks, narrow, on stand-ins for CUDA's libraries. */
class CudaStepTest {
  private static final int IMAGES = 4;
  private static final int SIZE = 32;

  /** Of ResNet-34, behind which few gradients go another way. */
  private static final String LAST_LAYERS = "stage4-block3.*|fc|output";

  private static Device cuda() {
    return cuda(Precision.FLOAT_32);
  }

  private static Device cuda(Precision precision) {
    return new CudaStepDevice(StandIn.libraries(), precision, Long.MAX_VALUE);
  }

  private static CompiledNetwork network(NetworkSpec spec, Device device) {
    return CompiledNetwork.of(Networks.build(spec), IMAGES, SIZE, device);
  }

  private static NetworkSpec spec(Network network, Regularizer regularizer, Optimizer optimizer) {
    return Specs.of(
        network,
        regularizer,
        Specs.NARROW,
        network.fineTuned() ? 4 : 5,
        new Phase(optimizer, optimizer == Optimizer.ADADELTA ? 1 : 1e-3, 3));
  }

  private static float[] pixels(int step) {
    SplittableRandom random = new SplittableRandom(step);
    float[] pixels = new float[IMAGES * 3 * SIZE * SIZE];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) (4 * random.nextDouble() - 2);
    }
    return pixels;
  }

  private static int[] labels(int step, int images) {
    return new SplittableRandom(~step).ints(images, 0, 2).toArray();
  }

  /** What was dropped would differ by whole activations. */
  @ParameterizedTest
  @EnumSource(Network.class)
  void stepsAreThoseOfTheCpusPlan(Network network) {
    NetworkSpec spec = spec(network, Regularizer.DROPOUT_DROPBLOCK, Optimizer.ADAM);
    try (CompiledNetwork expected = network(spec, new OneDnnDevice(1));
        CompiledNetwork found = network(spec, cuda())) {
      for (int step = 0; step < 5; step++) {
        // The last batch of an epoch is smaller.
        int[] labels = labels(step, step == 3 ? 3 : IMAGES);
        double loss = expected.train(pixels(step), labels).loss();

        assertThat(found.train(pixels(step), labels).loss())
            .as("step %d", step)
            .isCloseTo(loss, within(network == Network.RESNET_34 ? 1e-2 * (1 + step) : 1e-4));
      }
      assertThat(found.probabilities(pixels(9), 2))
          .hasSize(2)
          .containsExactly(
              expected.probabilities(pixels(9), 2),
              within(network == Network.RESNET_34 ? 0.1f : 1e-3f));
    }
  }

  /** Numbers of maps have 8 bits, so each is off by a 512th at most, and steps go apart. */
  @ParameterizedTest
  @EnumSource(Network.class)
  void stepsOfBfloat16AreThoseOfTheCpusPlanAsFarAsItsBitsGo(Network network) {
    NetworkSpec spec = spec(network, Regularizer.DROPOUT_DROPBLOCK, Optimizer.ADAM);
    try (CompiledNetwork expected = network(spec, new OneDnnDevice(1));
        CompiledNetwork found = network(spec, cuda(Precision.BFLOAT_16))) {
      assertThat(found.probabilities(pixels(9), 2))
          .containsExactly(expected.probabilities(pixels(9), 2), within(0.05f));
      for (int step = 0; step < 4; step++) {
        // The last batch of an epoch is smaller.
        int[] labels = labels(step, step == 3 ? 3 : IMAGES);
        double loss = expected.train(pixels(step), labels).loss();

        assertThat(found.train(pixels(step), labels).loss())
            .as("step %d", step)
            .isNotEqualTo(loss)
            .isCloseTo(loss, within((step == 0 ? 0.02 : 0.2) * loss));
      }
    }
    assertThat(StandIn.get("failures")).isZero();
  }

  /**
   * Where a ReLU's input or the lead of a maximum is less than the last bit, a gradient goes
   * another way: the farther from the output, the more of them. TensorFloat-32, of 11 bits, comes
   * an eighth as far from the floats' gradients here.
   */
  @ParameterizedTest
  @EnumSource(Network.class)
  void gradientsOfBfloat16AreThoseOfFloatsAsFarAsItsBitsGo(Network network) {
    NetworkSpec spec = spec(network, Regularizer.DROPOUT_DROPBLOCK, Optimizer.ADAM);
    Map<Parameter, float[]> expected = gradients(spec, Precision.FLOAT_32);
    Map<Parameter, float[]> found = gradients(spec, Precision.BFLOAT_16);
    assertThat(found.keySet()).isEqualTo(expected.keySet()).isNotEmpty();
    found.forEach(
        (parameter, gradient) -> {
          boolean far = network == Network.RESNET_34 && !parameter.layer().matches(LAST_LAYERS);
          assertThat(distance(gradient, expected.get(parameter)))
              .as("%s", parameter)
              .isBetween(1e-6, far ? 1.3 : 0.4);
        });
  }

  private static Map<Parameter, float[]> gradients(NetworkSpec spec, Precision precision) {
    try (CompiledNetwork network = network(spec, cuda(precision))) {
      network.train(pixels(0), labels(0, IMAGES));
      return network.gradients();
    }
  }

  /** Length of the difference, as a share of the length. */
  private static double distance(float[] found, float[] expected) {
    double difference = 0;
    double length = 0;
    for (int i = 0; i < expected.length; i++) {
      difference += Math.pow((double) found[i] - expected[i], 2);
      length += Math.pow(expected[i], 2);
    }
    return Math.sqrt(difference / length);
  }

  /** Steps smaller than a bfloat16's last bit are not lost. */
  @Test
  void weightsOfBfloat16StepsAreFloats() {
    NetworkSpec spec = spec(Network.ALEXNET, Regularizer.NONE, Optimizer.ADAM);
    ComputationGraph graph = Networks.build(spec);
    INDArray before = graph.params().dup();
    try (CompiledNetwork network =
        CompiledNetwork.of(graph, IMAGES, SIZE, cuda(Precision.BFLOAT_16))) {
      network.train(pixels(0), labels(0, IMAGES));
      network.store().close();
    }
    int narrow = 0;
    int moved = 0;
    for (int i = 0; i < before.length(); i++) {
      float weight = graph.params().getFloat(i);
      moved += weight == before.getFloat(i) ? 0 : 1;
      narrow += (Float.floatToIntBits(weight) & 0xffff) == 0 ? 1 : 0;
    }
    assertThat(moved).isGreaterThan((int) (0.5 * before.length()));
    assertThat(narrow).isLessThan((int) (0.01 * before.length()));
  }

  @Test
  void equalStepsOfBfloat16ComeToEqualBitsWithAndWithoutFusing() {
    NetworkSpec spec = spec(Network.ALEXNET, Regularizer.DROPOUT_DROPBLOCK, Optimizer.ADADELTA);
    double[] losses = new double[12];
    for (int i = 0; i < 3; i++) {
      try (CompiledNetwork network = network(spec, cuda(Precision.BFLOAT_16))) {
        StandIn.set("refuse_fused", i == 2 ? 3000 : 0);
        for (int step = 0; step < 4; step++) {
          losses[4 * i + step] = network.train(pixels(step), labels(step, IMAGES)).loss();
        }
      }
    }
    assertThat(Arrays.copyOf(losses, 4)).containsExactly(Arrays.copyOfRange(losses, 4, 8));
    assertThat(Arrays.copyOfRange(losses, 8, 12))
        .containsExactly(Arrays.copyOf(losses, 4), within(0.2));
  }

  @ParameterizedTest
  @EnumSource(Optimizer.class)
  void eachOptimiserChangesAllParameters(Optimizer optimizer) {
    NetworkSpec spec = spec(Network.ALEXNET, Regularizer.NONE, optimizer);
    try (CompiledNetwork expected = network(spec, new OneDnnDevice(1));
        CompiledNetwork found = network(spec, cuda())) {
      for (int step = 0; step < 3; step++) {
        assertThat(found.train(pixels(step), labels(step, IMAGES)).loss())
            .isCloseTo(expected.train(pixels(step), labels(step, IMAGES)).loss(), within(1e-3));
      }
    }
  }

  @Test
  void aLayersMapsAreThoseOfTheCpu() {
    NetworkSpec spec = spec(Network.RESNET_34, Regularizer.DROPBLOCK, Optimizer.ADAM);
    ComputationGraph graph = Networks.build(spec);
    try (CompiledNetwork expected = CompiledNetwork.of(graph, IMAGES, SIZE, new OneDnnDevice(1));
        CompiledNetwork found = network(spec, cuda())) {
      String name = expected.plan().forward().get(3).output().name();
      CompiledNetwork.Maps maps = found.maps(pixels(1), name);
      CompiledNetwork.Maps ofCpu = expected.maps(pixels(1), name);

      assertThat(maps.channels()).isEqualTo(ofCpu.channels());
      assertThat(maps.numbers()).containsExactly(ofCpu.numbers(), within(1e-4f));
    }
  }

  /** Statuses of cuDNN 9: a bad parameter, not supported, and a kind of the latter. */
  @ParameterizedTest
  @ValueSource(ints = {2000, 3000, 3001})
  void whatCannotBeFusedIsComputedApart(int status) {
    NetworkSpec spec = spec(Network.ALEXNET, Regularizer.NONE, Optimizer.ADAM);
    try (CompiledNetwork expected = network(spec, cuda())) {
      double loss = expected.train(pixels(1), labels(1, IMAGES)).loss();
      try (CompiledNetwork found = network(spec, cuda())) {
        StandIn.set("refuse_fused", status);

        assertThat(found.train(pixels(1), labels(1, IMAGES)).loss()).isEqualTo(loss);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void fromTheThirdStepOnAStepIsOneLaunchOfAGraph(Precision precision) {
    NetworkSpec spec = spec(Network.ALEXNET, Regularizer.DROPOUT_DROPBLOCK, Optimizer.ADAM);
    try (CompiledNetwork found = network(spec, cuda(precision))) {
      found.train(pixels(0), labels(0, IMAGES));
      int queued = StandIn.get("calls_queued");
      int launched = StandIn.get("calls_launched");
      found.train(pixels(1), labels(1, IMAGES));
      assertThat(StandIn.get("calls_queued") - queued).isEqualTo(StandIn.get("nodes_recorded"));
      queued = StandIn.get("calls_queued");

      found.train(pixels(2), labels(2, IMAGES));
      found.train(pixels(3), labels(3, IMAGES));

      assertThat(StandIn.get("calls_queued")).isEqualTo(queued);
      assertThat(StandIn.get("calls_launched") - launched).isEqualTo(3);
      assertThat(StandIn.get("failures")).isZero();
    }
  }

  /** What a library may do on a GPU that nobody has tried it on. */
  @Test
  void whereALibraryRefusesToBeRecordedStepsAreQueuedCallByCall() {
    NetworkSpec spec = spec(Network.ALEXNET, Regularizer.DROPOUT_DROPBLOCK, Optimizer.ADAM);
    double[] losses = new double[8];
    for (int i = 0; i < 2; i++) {
      try (CompiledNetwork found = network(spec, cuda())) {
        StandIn.set("refuse_recording", i);
        int launched = StandIn.get("calls_launched");
        for (int step = 0; step < 4; step++) {
          losses[4 * i + step] = found.train(pixels(step), labels(step, IMAGES)).loss();
        }
        assertThat(StandIn.get("calls_launched") - launched).isEqualTo(i == 0 ? 3 : 0);
      }
    }
    assertThat(Arrays.copyOf(losses, 4)).containsExactly(Arrays.copyOfRange(losses, 4, 8));
    assertThat(StandIn.get("failures")).isZero();
  }

  @Test
  void whatALibraryAnswersIsSaidInItsWords() {
    CudaLibrary library = new CudaLibrary(StandIn.libraries().driver());

    assertThatThrownBy(() -> library.call("cuCtxSetCurrent", (Object) null))
        .hasMessage("cuCtxSetCurrent answers 201 (words of the driver's)");
    assertThatThrownBy(() -> library.call("cublasSetMathMode", null, 5))
        .hasMessage("cublasSetMathMode answers 7 (words of cuBLAS')");
    assertThatThrownBy(() -> library.call("nvrtcDestroyProgram", new PointerByReference()))
        .hasMessage("nvrtcDestroyProgram answers 4");
  }

  /** Sums and ReLU's gradients drop as they go, so that drawing is all that is added. */
  @Test
  void dropBlockAddsThreeKernelsToAStepOfResNet34() {
    assertThat(kernels(Regularizer.DROPBLOCK) - kernels(Regularizer.NONE)).isEqualTo(3);
  }

  private static int kernels(Regularizer regularizer) {
    NetworkSpec spec = spec(Network.RESNET_34, regularizer, Optimizer.ADAM);
    try (CompiledNetwork network = network(spec, cuda())) {
      for (int step = 0; step < 2; step++) {
        network.train(pixels(step), labels(step, IMAGES));
      }
      return StandIn.get("nodes_recorded");
    }
  }

  @Test
  void equalStepsComeToEqualBits() {
    NetworkSpec spec = spec(Network.RESNET_34, Regularizer.DROPOUT_DROPBLOCK, Optimizer.ADADELTA);
    double[] losses = new double[8];
    for (int i = 0; i < 2; i++) {
      try (CompiledNetwork network = network(spec, cuda())) {
        for (int step = 0; step < 4; step++) {
          losses[4 * i + step] = network.train(pixels(step), labels(step, IMAGES)).loss();
        }
      }
    }
    assertThat(Arrays.copyOf(losses, 4)).containsExactly(Arrays.copyOfRange(losses, 4, 8));
  }

  @Test
  void theStateGoesToDeeplearning4jAndBack() {
    NetworkSpec spec = spec(Network.ALEXNET, Regularizer.NONE, Optimizer.ADAM);
    ComputationGraph graph = Networks.build(spec);
    ComputationGraph resumed = Networks.build(spec);
    try (CompiledNetwork network = CompiledNetwork.of(graph, IMAGES, SIZE, cuda())) {
      network.train(pixels(0), labels(0, IMAGES));
      try (INDArray state = network.store()) {
        resumed.setParams(graph.params());
        resumed.getUpdater(true).getStateViewArray().assign(state);
        resumed.getConfiguration().setIterationCount(1);
      }
      try (CompiledNetwork other = CompiledNetwork.of(resumed, IMAGES, SIZE, cuda())) {
        for (int step = 1; step < 3; step++) {
          assertThat(other.train(pixels(step), labels(step, IMAGES)).loss())
              .isEqualTo(network.train(pixels(step), labels(step, IMAGES)).loss());
        }
      }
    }
  }

  /** The report shows the share that DropBlock kept, place by place. */
  @Test
  void whatIsDroppedIsCountedAsOnTheCpu() {
    NetworkSpec spec = spec(Network.RESNET_34, Regularizer.DROPOUT_DROPBLOCK, Optimizer.ADAM);
    ComputationGraph onCpu = Networks.build(spec);
    ComputationGraph onGpu = Networks.build(spec);
    for (ComputationGraph graph : new ComputationGraph[] {onCpu, onGpu}) {
      Networks.dropBlocks(graph).values().forEach(DropBlock::startTally);
      Device device = graph == onCpu ? new OneDnnDevice(1) : cuda();
      try (CompiledNetwork network = CompiledNetwork.of(graph, IMAGES, SIZE, device)) {
        for (int step = 0; step < 4; step++) {
          network.train(pixels(step), labels(step, IMAGES));
        }
      }
    }

    Map<String, DropBlock> expected = Networks.dropBlocks(onCpu);
    assertThat(expected).isNotEmpty();
    Networks.dropBlocks(onGpu)
        .forEach(
            (layer, found) ->
                assertThat(found.tally())
                    .as(layer)
                    .usingRecursiveComparison()
                    .isEqualTo(expected.get(layer).tally()));
    assertThat(expected.values())
        .anySatisfy(dropBlock -> assertThat(dropBlock.tally().kept()).isLessThan(0.99));
  }

  @Test
  void memoryBeyondTheCellsShareIsRefusedInALine() {
    NetworkSpec spec = spec(Network.VGG_16, Regularizer.NONE, Optimizer.ADAM);
    Device device = new CudaStepDevice(StandIn.libraries(), Precision.FLOAT_32, 33 << 20);

    assertThatThrownBy(() -> network(spec, device).train(pixels(0), labels(0, IMAGES)))
        .isInstanceOf(OutOfMemoryError.class)
        .hasMessageMatching(
            "the GPU's memory for this cell, 33 MiB, is used up: 3[2-3] MiB are taken, and \\d+ more asked for");
  }

  @Test
  void itSaysWhatItRunsOn() {
    assertThat(cuda().description())
        .startsWith("Stand-in (compute capability 8.6), driver for CUDA 12.6, cuDNN ")
        .endsWith(", TensorFloat-32 off");
    assertThat(cuda(Precision.TENSOR_FLOAT_32).description()).endsWith(", TensorFloat-32 allowed");
    assertThat(cuda(Precision.BFLOAT_16).description()).endsWith(", bfloat16");
  }

  @Test
  void bfloat16IsRefusedInALineWhereTheGpuHasNone() {
    Device device = cuda(Precision.BFLOAT_16);
    StandIn.set("capability_major", 7);

    assertThatThrownBy(device::description)
        .isInstanceOf(CudaException.class)
        .hasMessage(
            "the GPU has no tensor cores for bfloat16, which came with compute capability 8.0");
  }

  /** What a borrowed GPU is tried with works. */
  @Test
  void theProgramForAFirstGpuRuns() {
    assertThat(
            new FirstLight.Run(Profile.SMOKE, Network.ALEXNET, Regularizer.DROPBLOCK, SIZE, 2, 2)
                .lines(cuda()))
        .hasSize(7)
        .last(as(STRING))
        .startsWith("alexnet, dropblock, 32 px, batch 2: ");
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void nothingOfTheGpusMemoryIsLeft(Precision precision) {
    cuda();
    int before = StandIn.get("live_allocations");
    NetworkSpec spec = spec(Network.VGG_16, Regularizer.DROPOUT_DROPBLOCK, Optimizer.ADAM);
    try (CompiledNetwork network = network(spec, cuda(precision))) {
      network.train(pixels(0), labels(0, IMAGES));
      network.train(pixels(0), labels(0, 2));
      network.probabilities(pixels(0), IMAGES);
      network.maps(pixels(0), network.plan().forward().get(0).output().name());
      assertThat(StandIn.get("live_allocations")).isGreaterThan(before);
    }
    assertThat(StandIn.get("live_allocations")).isEqualTo(before);
  }
}
