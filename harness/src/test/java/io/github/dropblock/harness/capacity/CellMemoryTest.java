package io.github.dropblock.harness.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dropblock.harness.experiment.Matrix;
import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Profile;
import org.junit.jupiter.api.Test;

class CellMemoryTest {
  private static final long GIB = 1L << 30;

  @Test
  void aNarrowNetworkNeedsLittleMoreThanTheJvm() {
    for (Network network : Network.values()) {
      assertThat(CellMemory.of(network, Profile.QUICK.protocol()).total()).isBetween(GIB / 2, GIB);
    }
  }

  @Test
  void thePapersTrainingsHoldUnderAGibibyteOfHeap() {
    for (Network network : Network.values()) {
      assertThat(CellMemory.of(network, Profile.PAPER.protocol()).heapBytes()).isLessThan(GIB);
    }
  }

  @Test
  void thePapersVggHoldsItsActivationsThreeTimes() {
    CellMemory memory = CellMemory.of(Network.VGG_16, Profile.PAPER.protocol());
    long activations = 15_000_000L * 64 * 4 * 3;
    long parameters = (14_700_000L + 512 * 4096) * 4 * 5;
    assertThat(memory.nativeBytes())
        .isBetween(activations + parameters, activations + parameters + GIB);
  }

  @Test
  void aMatrixTakesItsLargestNetwork() {
    assertThat(CellMemory.ofLargest(Matrix.ofPaper(), Profile.PAPER.protocol()))
        .isEqualTo(CellMemory.of(Network.VGG_16, Profile.PAPER.protocol()));
  }

  @Test
  void oneFigureIsSharedOut() {
    CellMemory memory = CellMemory.ofTotal(3 * GIB);
    assertThat(memory.heapBytes()).isEqualTo(GIB);
    assertThat(memory.nativeBytes()).isEqualTo(2 * GIB);
  }
}
