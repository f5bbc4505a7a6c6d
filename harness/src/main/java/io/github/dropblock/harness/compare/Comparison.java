package io.github.dropblock.harness.compare;

import io.github.dropblock.harness.experiment.Matrix;
import io.github.dropblock.harness.files.AtomicFile;
import io.github.dropblock.harness.format.Comment;
import io.github.dropblock.harness.format.Templates;
import io.github.dropblock.harness.remedy.RemediableArgumentException;
import io.github.dropblock.harness.remedy.Remedy;
import io.github.dropblock.harness.results.RunFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs side by side, the later ones against the first. */
public final class Comparison {
  private Comparison() {}

  /**
   * Writes {@code index.html}, one file that needs no other, and {@code compare.md}.
   *
   * @param runs two or more, with different labels
   * @param folder to write into
   * @param templates a folder whose files replace the built-in templates of the same name
   * @return the page's path
   * @throws IllegalArgumentException if there are fewer than two runs, or two of the same label
   * @throws IOException if a run can't be read or the page can't be written
   */
  public static Path render(List<Contender> runs, Path folder, Optional<Path> templates)
      throws IOException {
    requireSeveral(runs);
    Map<String, Object> data = Templates.data(model(runs));
    Templates filled = new Templates(templates);
    String html = filled.fill("compare.ftlh", data);
    String markdown = Comment.fitting(filled.fill("compare.ftl", data));
    Path page = folder.resolve("index.html");
    AtomicFile.write(page, html);
    AtomicFile.write(folder.resolve("compare.md"), markdown);
    return page;
  }

  /** What the templates show. */
  static ComparisonModel model(List<Contender> runs) throws IOException {
    List<RunFiles> files = new ArrayList<>();
    for (Contender run : runs) {
      run.directory().requireNoLinks();
      files.add(RunFiles.readAll(run.directory()));
    }
    Matrix all = files.stream().map(run -> run.run().matrix()).reduce(Matrix::union).orElseThrow();
    List<ArmComparison> arms = new ArrayList<>();
    for (var network : all.networks()) {
      for (var regularizer : all.regularizers()) {
        arms.add(ArmComparison.of(network, regularizer, files));
      }
    }
    return ComparisonModel.of(runs, files, arms);
  }

  private static void requireSeveral(List<Contender> runs) {
    if (runs.size() < 2) {
      throw new RemediableArgumentException(
          "a comparison needs two runs or more", Remedy.NAME_RUNS_TO_COMPARE);
    }
    if (runs.stream().map(Contender::label).distinct().count() < runs.size()) {
      throw new RemediableArgumentException(
          "a run can't be compared with itself", Remedy.NAME_OTHER_RUNS_TO_COMPARE);
    }
  }
}
