package io.github.dropblock.harness.train;

import static io.github.dropblock.harness.train.CellMainTest.BOTH;
import static io.github.dropblock.harness.train.CellMainTest.PHASES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.dropblock.harness.backend.Step;
import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Optimizer;
import io.github.dropblock.harness.experiment.Phase;
import io.github.dropblock.harness.rundir.EpochMetrics;
import io.github.dropblock.harness.rundir.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Cells whose steps are compiled. */
class CompiledCellTest {
  private static final Step COMPILED = new Step(Step.StepKind.COMPILED, Step.Instructions.ANY, 1);

  @TempDir static Path images;
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(Network.class)
  void leavesWhatDeeplearning4jsLeave(Network network) throws IOException {
    Phase[] shorter = {new Phase(Optimizer.ADADELTA, 1, 1), new Phase(Optimizer.ADAMAX, 0.002, 1)};
    TestCell dl4j = new TestCell(images, folder.resolve("dl4j"));
    dl4j.train(network, BOTH, 1, shorter);
    TestCell compiled = new TestCell(images, folder.resolve("compiled"), COMPILED);
    compiled.train(network, BOTH, 1, shorter);

    assertThat(compiled.directory().result().orElseThrow().backend())
        .startsWith("compiled steps by oneDNN ");
    assertThat(compiled.directory().result().orElseThrow().drops())
        .isEqualTo(dl4j.directory().result().orElseThrow().drops())
        .isNotEmpty();
    assertThat(compiled.directory().featureMaps().orElseThrow().channels()).hasSize(6);
    List<EpochMetrics> wanted = dl4j.directory().metrics();
    List<EpochMetrics> found = compiled.directory().metrics();
    assertThat(found).hasSameSizeAs(wanted);
    // Three steps: after more of them rounding alone drives two trainings apart.
    assertThat(found.get(0).trainLoss()).isCloseTo(wanted.get(0).trainLoss(), within(1e-2));
  }

  @ParameterizedTest
  @EnumSource(Network.class)
  void aTrainingRepeatedIsTheSameToTheLastBit(Network network) throws IOException {
    TestCell cell = new TestCell(images, folder.resolve("cell"), COMPILED);
    cell.train(network, BOTH, 1, PHASES);

    CellMainTest.assertSame(cell, uninterrupted(network));
  }

  @ParameterizedTest
  @CsvSource({"ALEXNET, 1", "ALEXNET, 2", "ALEXNET, 3", "RESNET_34, 2", "VGG_16, 3"})
  void aTrainingKilledAndResumedIsTheSameToTheLastBit(Network network, int killedAfter)
      throws IOException {
    TestCell cell = new TestCell(images, folder.resolve("cell"), COMPILED);
    cell.train(network, BOTH, 1, CellMainTest.first(killedAfter));
    CellMainTest.killUnawares(cell);
    assertThat(cell.train(network, BOTH, 1, PHASES)).isEqualTo(ExitCode.DONE);

    CellMainTest.assertSame(cell, uninterrupted(network));
  }

  /** Which the settings refuse; the files would allow it. */
  @Test
  void eitherStepGoesOnFromTheOthersCheckpoint() throws IOException {
    for (Step first : new Step[] {COMPILED, null}) {
      Path path = folder.resolve(first == null ? "dl4j first" : "compiled first");
      TestCell cell = new TestCell(images, path, first);
      cell.train(Network.RESNET_34, BOTH, 1, CellMainTest.first(1));
      CellMainTest.killUnawares(cell);

      TestCell other = new TestCell(images, path, first == null ? COMPILED : null);
      assertThat(other.train(Network.RESNET_34, BOTH, 1, CellMainTest.first(2)))
          .isEqualTo(ExitCode.DONE);
      assertThat(other.directory().metrics()).hasSize(2);
    }
  }

  @Test
  void otherInstructionsThanAskedForAreRefusedInALine() throws IOException {
    TestCell cell =
        new TestCell(
            images,
            folder.resolve("cell"),
            new Step(Step.StepKind.COMPILED, Step.Instructions.AVX512, 1));

    // The tests' JVM is capped at AVX2.
    assertThat(cell.train(Network.ALEXNET, BOTH, 1, PHASES)).isEqualTo(ExitCode.WRONG_BACKEND);
    assertThat(Files.readString(cell.directory().failureFile()))
        .contains("asked for steps with AVX-512, but oneDNN takes");
  }

  private static TestCell uninterrupted(Network network) throws IOException {
    TestCell whole = new TestCell(images, images.resolve(network.id()), COMPILED);
    if (whole.directory().result().isEmpty()) {
      assertThat(whole.train(network, BOTH, 1, PHASES)).isEqualTo(ExitCode.DONE);
    }
    return whole;
  }
}
