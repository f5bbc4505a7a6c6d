package io.github.dropblock.plugin.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.dropblock.harness.backend.Backend;
import io.github.dropblock.harness.backend.ComputeCapability;
import io.github.dropblock.harness.backend.Gpu;
import io.github.dropblock.harness.backend.Setup;
import io.github.dropblock.harness.backend.Step.StepKind;
import io.github.dropblock.harness.capacity.CellMemory;
import io.github.dropblock.harness.capacity.Concurrency;
import java.util.List;
import org.junit.jupiter.api.Test;

class SharingTest {
  private static final HostResources MACHINE = new HostResources(8, 64L << 30);
  private static final CellMemory EACH = CellMemory.ofTotal(1L << 30);
  private static final Setup CPU = new Setup(Backend.CPU, List.of(), "");
  private static final Setup TWO_GPUS = new Setup(Backend.CUDA, List.of(gpu(0), gpu(1)), "");

  private static Gpu gpu(int index) {
    return new Gpu(
        index, "GPU-" + index, "A100", "535", new ComputeCapability(8, 0), 40L << 30, 40L << 30);
  }

  @Test
  void onTheCpuCellsShareTheCores() {
    assertThat(new Sharing(null, null, 3).of(9, MACHINE, CPU, EACH, StepKind.DL4J))
        .isEqualTo(new Concurrency(8, 1));
  }

  @Test
  void aClusterIsHandedAllCellsOfOneCoreEach() {
    assertThat(new Sharing(null, null, null).ofCluster(9)).isEqualTo(new Concurrency(9, 1));
    assertThat(new Sharing(null, null, null).ofCluster(1000)).isEqualTo(new Concurrency(256, 1));
    assertThat(new Sharing(3, 4, null).ofCluster(9)).isEqualTo(new Concurrency(3, 4));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Sharing(null, 0, null).ofCluster(9))
        .withMessageContaining("-Ddropblock.threadsPerCell=0");
  }

  @Test
  void eachGpuHasTheCellsAskedFor() {
    assertThat(new Sharing(null, null, 2).of(9, MACHINE, TWO_GPUS, EACH, StepKind.DL4J))
        .isEqualTo(new Concurrency(4, 2));
    assertThat(new Sharing(null, null, 2).of(3, MACHINE, TWO_GPUS, EACH, StepKind.DL4J))
        .isEqualTo(new Concurrency(3, 2));
  }

  @Test
  void aNumberOfCellsInAllOverridesTheGpus() {
    assertThat(new Sharing(1, 5, 2).of(9, MACHINE, TWO_GPUS, EACH, StepKind.DL4J))
        .isEqualTo(new Concurrency(1, 5));
  }

  @Test
  void namesTheParameterToBlame() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Sharing(null, null, 0).of(9, MACHINE, TWO_GPUS, EACH, StepKind.DL4J))
        .withMessageEndingWith("(-Ddropblock.cellsPerGpu=0)");
  }
}
