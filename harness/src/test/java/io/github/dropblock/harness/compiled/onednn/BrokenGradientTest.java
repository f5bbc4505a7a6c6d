package io.github.dropblock.harness.compiled.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dropblock.harness.compiled.Operation;
import io.github.dropblock.harness.compiled.Parameter;
import io.github.dropblock.harness.compiled.Plan;
import io.github.dropblock.harness.experiment.DropBlockSettings;
import io.github.dropblock.harness.experiment.KeepSchedule;
import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Optimizer;
import io.github.dropblock.harness.experiment.Phase;
import io.github.dropblock.harness.experiment.Regularizer;
import io.github.dropblock.harness.network.NetworkSpec;
import io.github.dropblock.harness.network.Networks;
import io.github.dropblock.harness.network.Specs;
import io.github.dropblock.harness.regularize.DropBlock;
import io.github.dropblock.harness.regularize.Dropout;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;

/** One operation of a plan made a little wrong: {@link GradientTest}'s limit must notice each. */
class BrokenGradientTest {
  static Stream<Arguments> faults() {
    return Stream.of(
        Arguments.of(Network.ALEXNET, "conv3 without its ReLU", fault(BrokenGradientTest::linear)),
        Arguments.of(Network.ALEXNET, "α a tenth off", fault(BrokenGradientTest::stronger)),
        Arguments.of(Network.ALEXNET, "other units dropped", fault(BrokenGradientTest::redrawn)),
        Arguments.of(Network.ALEXNET, "no blocks dropped", fault(BrokenGradientTest::undropped)),
        Arguments.of(Network.RESNET_34, "ε of 1e-4", fault(BrokenGradientTest::smoother)),
        Arguments.of(Network.VGG_16, "a layer not trained", fault(BrokenGradientTest::frozen)));
  }

  private static UnaryOperator<Operation> fault(UnaryOperator<Operation> fault) {
    return fault;
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("faults")
  void isNoticed(Network network, String what, UnaryOperator<Operation> fault) {
    NetworkSpec spec =
        Specs.of(
            network,
            Regularizer.parse("dropout-dropblock"),
            Specs.NARROW,
            5,
            new Phase(Optimizer.ADADELTA, 1, 1));
    ComputationGraph graph = Networks.build(spec);
    ComputationGraph exact = Specs.build(spec, DataType.DOUBLE);
    exact.setParams(graph.params().castTo(DataType.DOUBLE));
    Sample sample = Sample.drawn(11, 6, 32, 2);
    Plan plan = sample.plan(graph);
    List<Operation> operations = plan.forward().stream().map(fault).toList();
    assertThat(operations).isNotEqualTo(plan.forward());
    Plan broken = new Plan(plan.input(), operations, plan.scores(), plan.loss(), plan.optimizer());

    Gradients wanted = sample.dl4j(exact, plan);
    Gradients found = sample.oneDnn(graph, broken);

    assertThat(GradientTest.same(found, wanted, network)).as(what).isFalse();
  }

  @Test
  void aThousandthMoreOfOneParameterIsNoticed() {
    ComputationGraph graph = Networks.build(Specs.narrow(Network.RESNET_34, Regularizer.NONE));
    Sample sample = Sample.drawn(11, 6, 32, 2);
    Gradients right = sample.oneDnn(graph, sample.plan(graph));

    Map<Parameter, double[]> changed = new LinkedHashMap<>(right.of());
    Parameter first = changed.keySet().iterator().next();
    changed.computeIfPresent(
        first, (parameter, numbers) -> Arrays.stream(numbers).map(x -> 1.001 * x).toArray());

    assertThat(GradientTest.same(right, right, Network.RESNET_34)).isTrue();
    assertThat(GradientTest.same(new Gradients(right.loss(), changed), right, Network.RESNET_34))
        .isFalse();
  }

  private static Operation linear(Operation operation) {
    return operation instanceof Operation.Convolution one && one.name().equals("conv3")
        ? new Operation.Convolution(
            one.from(), one.output(), one.weights(), one.bias(), one.window(), false)
        : operation;
  }

  private static Operation stronger(Operation operation) {
    return operation instanceof Operation.CrossChannelNormalization one
            && one.name().equals("norm1")
        ? new Operation.CrossChannelNormalization(
            one.from(), one.output(), one.alpha() * 1.1, one.k(), one.reach())
        : operation;
  }

  private static Operation redrawn(Operation operation) {
    return operation instanceof Operation.UnitDropping one
        ? new Operation.UnitDropping(one.from(), one.output(), new Dropout(0.5, 99))
        : operation;
  }

  private static Operation undropped(Operation operation) {
    return operation instanceof Operation.BlockDropping one && one.from().name().equals("conv5")
        ? new Operation.BlockDropping(
            one.from(),
            one.output(),
            new DropBlock(new DropBlockSettings(1, 0, KeepSchedule.CONSTANT), 1, 1))
        : operation;
  }

  private static Operation smoother(Operation operation) {
    return operation instanceof Operation.BatchNormalization one
            && one.name().equals("stage4-block3-conv2-norm")
        ? new Operation.BatchNormalization(
            one.from(),
            one.output(),
            one.scale(),
            one.shift(),
            one.mean(),
            one.variance(),
            one.logStd(),
            1e-4,
            one.decay(),
            one.relu())
        : operation;
  }

  private static Operation frozen(Operation operation) {
    if (operation instanceof Operation.Convolution one && one.name().equals("block1-conv1")) {
      return new Operation.Convolution(
          one.from(),
          one.output(),
          still(one.weights()),
          still(one.bias()),
          one.window(),
          one.relu());
    }
    return operation;
  }

  private static Parameter still(Parameter parameter) {
    return new Parameter(
        parameter.layer(), parameter.name(), parameter.shape(), parameter.offset(), false);
  }
}
