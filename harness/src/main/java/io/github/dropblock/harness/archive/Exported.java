package io.github.dropblock.harness.archive;

import io.github.dropblock.harness.experiment.Cell;
import io.github.dropblock.harness.remedy.Advice;
import io.github.dropblock.harness.remedy.Remedy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What went into an archive.
 *
 * @param bytes of the archive
 * @param unfinished cells that came along with their checkpoints
 * @param left unfinished cells that did not, since no checkpoints were asked for
 * @param photos whether feature maps stayed behind, since they are made of photos
 */
public record Exported(
    Path archive,
    long bytes,
    List<Cell> finished,
    List<Cell> unfinished,
    List<Cell> left,
    boolean photos) {
  public Exported {
    finished = List.copyOf(finished);
    unfinished = List.copyOf(unfinished);
    left = List.copyOf(left);
  }

  /**
   * For people.
   *
   * @param advice words for what to do about what was left out
   */
  public List<String> lines(Advice advice) {
    List<String> lines = new ArrayList<>();
    lines.add(String.format(Locale.ROOT, "Archive  %s, %,d bytes", archive, bytes));
    lines.add(
        "Cells    "
            + CellList.of(finished, "finished")
            + (unfinished.isEmpty() ? "" : "; " + CellList.of(unfinished, "to go on")));
    if (!left.isEmpty()) {
      lines.add(
          "Left out "
              + CellList.of(left, "unfinished")
              + "; "
              + advice.on(Remedy.TAKE_CHECKPOINTS_ALONG));
    }
    if (photos) {
      lines.add("Left out feature maps, which are made of photos");
    }
    return lines;
  }
}
