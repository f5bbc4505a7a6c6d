package io.github.dropblock.harness.train;

import static io.github.dropblock.harness.train.CellMainTest.BOTH;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dropblock.harness.backend.Backend;
import io.github.dropblock.harness.backend.Step;
import io.github.dropblock.harness.compiled.cuda.StandIn;
import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Optimizer;
import io.github.dropblock.harness.experiment.Phase;
import io.github.dropblock.harness.experiment.Regularizer;
import io.github.dropblock.harness.files.Json;
import io.github.dropblock.harness.run.NamedNumbers;
import io.github.dropblock.harness.rundir.CellSettings;
import io.github.dropblock.harness.rundir.ExitCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Cells whose compiled steps are on a GPU, on stand-ins for CUDA's libraries. */
class CudaCellTest {
  private static final Step COMPILED = new Step(Step.StepKind.COMPILED, Step.Instructions.ANY, 1);

  @TempDir static Path images;
  @TempDir Path folder;

  @BeforeAll
  static void standIn() {
    StandIn.serveNames();
  }

  private TestCell cell(Backend backend, Network network, Regularizer regularizer, Phase... phases)
      throws IOException {
    TestCell cell = new TestCell(images, folder.resolve(backend.id()), COMPILED);
    CellSettings settings = cell.settings(network, regularizer, 1, phases);
    Json.write(
        cell.directory().settingsFile(),
        new CellSettings(
            settings.schema(),
            settings.cell(),
            settings.training(),
            settings.data(),
            settings.weights(),
            backend,
            settings.deeplearning4j(),
            settings.generator(),
            settings.step()));
    return cell;
  }

  @Test
  void leavesWhatACellOnTheCpuLeaves() throws IOException {
    Phase[] phases = {new Phase(Optimizer.ADADELTA, 1, 1), new Phase(Optimizer.ADAMAX, 0.002, 1)};
    TestCell cpu = cell(Backend.CPU, Network.ALEXNET, BOTH, phases);
    TestCell cuda = cell(Backend.CUDA, Network.ALEXNET, BOTH, phases);

    assertThat(CellMain.train(cpu.directory())).isEqualTo(ExitCode.DONE);
    assertThat(CellMain.train(cuda.directory())).isEqualTo(ExitCode.DONE);

    assertThat(cuda.directory().result().orElseThrow().backend())
        .startsWith("compiled steps by Stand-in ")
        .contains("; ND4J CPU, ");
    assertThat(cuda.directory().result().orElseThrow().drops())
        .isEqualTo(cpu.directory().result().orElseThrow().drops())
        .isNotEmpty();
    assertThat(cuda.directory().featureMaps().orElseThrow().channels()).hasSize(6);
    assertThat(cuda.directory().metrics()).hasSize(2);
    assertThat(cuda.directory().checkpointFile()).isNotEmptyFile();
  }

  /**
   * What is compared on a GPU: the names are the same, and so are the numbers, but for rounding. In
   * ResNet-34 a ReLU of stage 3 lets a number through that is 0 but for rounding, and on the other
   * device does not: with 16 channels its layer's gradient is 0.011 away, all before it 0.003 to
   * 0.007, and all after it less than 0.001.
   */
  @ParameterizedTest
  @EnumSource(Network.class)
  void itsNumbersAreThoseOfTheCpu(Network network) throws Exception {
    Phase phase = new Phase(Optimizer.ADAM, 1e-4, 1);
    NamedNumbers expected =
        NumbersMain.numbers(
            cell(Backend.CPU, network, Regularizer.DROPBLOCK, phase).directory(),
            new NamedNumbers(Map.of()));
    NamedNumbers found =
        NumbersMain.numbers(
            cell(Backend.CUDA, network, Regularizer.DROPBLOCK, phase).directory(), expected);

    assertThat(found.arrays().keySet())
        .containsExactlyInAnyOrderElementsOf(expected.arrays().keySet());
    expected
        .arrays()
        .forEach(
            (name, numbers) -> {
              double most =
                  name.startsWith("start/") ? 0 : name.startsWith("gradient/") ? 2e-2 : 0.1;
              assertThat(NamedNumbers.distance(numbers, found.arrays().get(name)))
                  .as(name)
                  .isLessThanOrEqualTo(most);
            });
  }
}
