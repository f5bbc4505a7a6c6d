package io.github.dropblock.harness.progress;

import io.github.dropblock.harness.experiment.Cell;
import io.github.dropblock.harness.experiment.Matrix;
import io.github.dropblock.harness.files.Printable;
import io.github.dropblock.harness.remedy.Advice;
import io.github.dropblock.harness.rundir.CellDirectory;
import io.github.dropblock.harness.rundir.CellFailure;
import io.github.dropblock.harness.rundir.CellResult;
import io.github.dropblock.harness.rundir.EpochMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What {@link ProgressListener} hears, in lines for a log. The same in every locale. */
public final class ProgressLines {
  private final List<String> titles;
  private final int width;

  public ProgressLines(Matrix matrix) {
    titles = matrix.cells().stream().map(Cell::id).toList();
    width = titles.stream().mapToInt(String::length).max().orElse(0);
  }

  /** {@code decoding photos: 400 of 1700}. */
  public String preparing(String what, long done, long total) {
    return line("%s: %d of %d", what, done, total);
  }

  /** {@code [3/9] resnet-34-none-s1 starts, 18 epochs}, or {@code goes on after epoch 7 of 18}. */
  public String started(String title, int finishedEpochs, int epochs) {
    return head(title)
        + (finishedEpochs == 0
            ? line("  starts, %d epochs", epochs)
            : line("  goes on after epoch %d of %d", finishedEpochs, epochs));
  }

  /** An epoch's losses, accuracy, speed and what is still to come. */
  public String epoch(
      String title,
      EpochMetrics metrics,
      int epochs,
      Optional<Duration> cell,
      Optional<Remaining> matrix) {
    String total = Integer.toString(epochs);
    StringBuilder line = new StringBuilder(head(title));
    line.append(line("  epoch %" + total.length() + "d/%s", metrics.epoch(), total));
    line.append(line("  train %.3f  val %.3f", metrics.trainLoss(), metrics.valLoss()));
    line.append(line("  val acc %.1f %%", 100 * metrics.valAcc()));
    String speed = metrics.imagesPerS() < 10 ? "%.1f" : "%.0f";
    line.append(line("  %.1f s  " + speed + " images/s", metrics.seconds(), metrics.imagesPerS()));
    if (cell.isPresent() || matrix.isPresent()) {
      line.append("  ETA");
      cell.ifPresent(time -> line.append(" cell ").append(clock(time)));
      matrix.ifPresent(
          left ->
              line.append(cell.isPresent() ? "  matrix " : " matrix ")
                  .append(left.whole() ? "" : "over ")
                  .append(clock(left.time())));
    }
    return line.toString();
  }

  /** {@code [3/9] resnet-34-none-s1 test acc 84.1 %}. */
  public String finished(String title, CellResult result, boolean before) {
    return head(title)
        + line(
            "  %s  test acc %.1f %%",
            before ? "was finished before" : "finished", 100 * result.testAccuracy());
  }

  /**
   * What happened to which cell, what to do and where its log is; then the log's last lines.
   *
   * @param advice words for what to do
   */
  public List<String> failed(String title, CellFailure failure, CellDirectory cell, Advice advice) {
    List<String> lines = new ArrayList<>();
    lines.add(
        head(title)
            + line(
                "  failed (exit code %d): %s. Log: %s",
                failure.exitCode(), advice.sentence(failure.complaint()), cell.logFile()));
    failure.lastLines().forEach(last -> lines.add("    | " + last));
    return lines.stream().map(Printable::of).toList();
  }

  /** {@code 0:57}, {@code 6:12} or {@code 26:03:04}. */
  static String clock(Duration time) {
    long seconds = Math.round(time.toMillis() / 1000.0);
    return seconds < 3600
        ? line("%d:%02d", seconds / 60, seconds % 60)
        : line("%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
  }

  private String head(String title) {
    int index = titles.indexOf(title) + 1;
    String total = Integer.toString(titles.size());
    String place =
        index == 0 ? "-".repeat(total.length()) : line("%" + total.length() + "d", index);
    return line("[%s/%s] %-" + width + "s", place, total, title);
  }

  private static String line(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
