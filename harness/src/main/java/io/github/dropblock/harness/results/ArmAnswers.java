package io.github.dropblock.harness.results;

import io.github.dropblock.harness.rundir.Prediction;
import io.github.dropblock.harness.statistics.Answers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which test images an arm's trainings classified right. Their files may have the images in any
 * order, and each in another.
 *
 * @param images ids, ascending: the order of the answers
 */
public record ArmAnswers(List<String> images, Answers answers) {
  public ArmAnswers {
    images = List.copyOf(images);
  }

  /**
   * @param trainings finished ones, one or more
   * @throws IllegalArgumentException if one has no predictions, has an image twice, or was tested
   *     on other images
   */
  public static ArmAnswers of(List<CellFiles> trainings) {
    List<SortedMap<String, Boolean>> sheets = new ArrayList<>();
    for (CellFiles training : trainings) {
      sheets.add(sheet(training));
    }
    List<String> images = List.copyOf(sheets.get(0).keySet());
    boolean[][] right = new boolean[sheets.size()][images.size()];
    for (int seed = 0; seed < right.length; seed++) {
      if (!List.copyOf(sheets.get(seed).keySet()).equals(images)) {
        throw new IllegalArgumentException("the seeds were tested on different images");
      }
      int at = 0;
      for (boolean each : sheets.get(seed).values()) {
        right[seed][at++] = each;
      }
    }
    return new ArmAnswers(images, new Answers(right));
  }

  /** Of an arm's finished trainings; absent without any, and where they can't be taken together. */
  public static Optional<ArmAnswers> of(Arm arm) {
    try {
      return arm.measured() ? Optional.of(of(arm.finished())) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static SortedMap<String, Boolean> sheet(CellFiles training) {
    if (training.predictions().isEmpty()) {
      throw new IllegalArgumentException("a predictions.csv is missing");
    }
    SortedMap<String, Boolean> sheet = new TreeMap<>();
    for (Prediction each : training.predictions()) {
      if (sheet.put(each.image(), each.correct()) != null) {
        throw new IllegalArgumentException("a predictions.csv has an image twice");
      }
    }
    return sheet;
  }
}
