package io.github.dropblock.harness.rundir;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsTailTest {
  @TempDir Path folder;

  private static EpochMetrics row(int epoch) {
    return new EpochMetrics(epoch, 1, 0.7, 0.5, 0.7, 0.5, 1, 100);
  }

  @Test
  void rowsOfAnEarlierAttemptAreNoNews() throws IOException {
    CellDirectory cell = new CellDirectory(folder);
    cell.append(row(1));
    MetricsTail tail = new MetricsTail(cell);
    assertThat(tail.seen()).isEqualTo(1);
    assertThat(tail.fresh()).isEmpty();
  }

  @Test
  void everyNewRowIsToldOnce() throws IOException {
    CellDirectory cell = new CellDirectory(folder);
    MetricsTail tail = new MetricsTail(cell);
    cell.append(row(1));
    cell.append(row(2));
    assertThat(tail.fresh()).containsExactly(row(1), row(2));
    cell.append(row(3));
    assertThat(tail.fresh()).containsExactly(row(3));
    assertThat(tail.fresh()).isEmpty();
  }

  @Test
  void aRowHalfWrittenWaits() throws IOException {
    CellDirectory cell = new CellDirectory(folder);
    cell.append(row(1));
    MetricsTail tail = new MetricsTail(cell);
    Files.writeString(cell.metricsFile(), "2,1,0.7,0.5", StandardOpenOption.APPEND);
    assertThat(tail.fresh()).isEmpty();
    Files.writeString(cell.metricsFile(), ",0.7,0.5,1.0,100.0\n", StandardOpenOption.APPEND);
    assertThat(tail.fresh()).containsExactly(row(2));
  }

  @Test
  void aHeaderHalfWrittenHasNoRows() throws IOException {
    CellDirectory cell = new CellDirectory(folder);
    cell.append(row(1));
    String whole = Files.readString(cell.metricsFile());
    for (int length = 0; length <= whole.indexOf('\n') + 1; length++) {
      Files.writeString(cell.metricsFile(), whole.substring(0, length));
      assertThat(cell.metrics()).as("of %s bytes", length).isEmpty();
    }
  }

  @Test
  void rowsTrainedAgainAreToldAgain() throws IOException {
    CellDirectory cell = new CellDirectory(folder);
    cell.replaceMetrics(List.of(row(1), row(2), row(3)));
    MetricsTail tail = new MetricsTail(cell);
    cell.replaceMetrics(List.of(row(1)));
    assertThat(tail.fresh()).isEmpty();
    cell.append(row(2));
    assertThat(tail.fresh()).containsExactly(row(2));
  }

  @Test
  void aFileThatCantBeReadIsPassedOver() throws IOException {
    CellDirectory cell = new CellDirectory(folder);
    cell.append(row(1));
    MetricsTail tail = new MetricsTail(cell);
    String good = Files.readString(cell.metricsFile());
    Files.writeString(cell.metricsFile(), "epoch\nnonsense\n");
    assertThat(tail.fresh()).isEmpty();
    Files.writeString(cell.metricsFile(), good);
    assertThat(tail.fresh()).isEmpty();
  }
}
