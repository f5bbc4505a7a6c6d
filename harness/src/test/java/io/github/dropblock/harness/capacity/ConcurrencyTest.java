package io.github.dropblock.harness.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dropblock.harness.backend.Step.StepKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConcurrencyTest {
  private static final long GIB = 1L << 30;
  private static final CellMemory ONE_GIB = CellMemory.ofTotal(GIB);

  @Test
  void aCellPerCoreWhereMemoryHoldsThem() {
    assertThat(Concurrency.fitting(9, 4, 16 * GIB, ONE_GIB)).isEqualTo(new Concurrency(4, 1));
  }

  @Test
  void fewerCellsWhereMemoryIsShortAndTheirThreadsUseTheCores() {
    assertThat(Concurrency.fitting(9, 8, 5 * GIB, ONE_GIB)).isEqualTo(new Concurrency(4, 2));
  }

  @Test
  void neverMoreThanThereAreCells() {
    assertThat(Concurrency.fitting(1, 4, 16 * GIB, ONE_GIB)).isEqualTo(new Concurrency(1, 4));
  }

  @Test
  void oneCellEvenIfMemorySeemsTooSmall() {
    assertThat(Concurrency.fitting(9, 2, GIB / 2, ONE_GIB)).isEqualTo(new Concurrency(1, 2));
  }

  @Test
  void moreCellsThanCoresStillHaveAThreadEach() {
    assertThat(Concurrency.of(4, 2)).isEqualTo(new Concurrency(4, 1));
  }

  @Test
  void asManyCellsOnEachGpuAsItsMemoryHolds() {
    long each = ONE_GIB.deviceBytes(StepKind.DL4J);

    assertThat(
            Concurrency.fittingGpus(
                9, 16, 64 * GIB, List.of(4 * each, 2 * each), ONE_GIB, StepKind.DL4J))
        .isEqualTo(new Concurrency(4, 4));
  }

  @Test
  void everyGpuHasACellEvenIfItsMemorySeemsTooSmall() {
    assertThat(Concurrency.fittingGpus(9, 16, 64 * GIB, List.of(GIB, GIB), ONE_GIB, StepKind.DL4J))
        .isEqualTo(new Concurrency(2, 8));
  }

  @Test
  void gpusGetNoMoreCellsThanTheCoresAndTheMemoryBesideThemFeed() {
    assertThat(Concurrency.fittingGpus(9, 2, 64 * GIB, List.of(80 * GIB), ONE_GIB, StepKind.DL4J))
        .isEqualTo(new Concurrency(2, 1));
    assertThat(Concurrency.fittingGpus(9, 16, 4 * GIB, List.of(80 * GIB), ONE_GIB, StepKind.DL4J))
        .isEqualTo(new Concurrency(3, 5));
  }
}
