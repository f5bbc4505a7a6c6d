package io.github.dropblock.harness.report;

import io.github.dropblock.harness.chart.FeatureFigure;
import io.github.dropblock.harness.chart.Pictures;
import io.github.dropblock.harness.files.AtomicFile;
import io.github.dropblock.harness.files.Csv;
import io.github.dropblock.harness.files.Json;
import io.github.dropblock.harness.format.Comment;
import io.github.dropblock.harness.format.Templates;
import io.github.dropblock.harness.remedy.Advice;
import io.github.dropblock.harness.results.Arms;
import io.github.dropblock.harness.results.RunFiles;
import io.github.dropblock.harness.rundir.RunDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The report of a run. */
public final class Report {
  private static final Csv<CellRow> CELLS = new Csv<>(CellRow.class);
  private static final String PAGE = "index.ftlh";

  private Report() {}

  /**
   * Writes the report anew: {@code index.html}, one file that needs no other, no network and no
   * script; {@code summary.md}; {@code junit.xml}, a test case per cell and claim; {@code
   * forest.svg}, the verdicts as a picture; {@code results.json}. They follow from the run
   * directory's files alone: the same files give the same report, anywhere and at any time. Cells
   * that are missing, unfinished or failed are shown as such.
   *
   * @param templates a folder whose files replace the built-in templates of the same name
   * @param advice words for what to do about cells that failed
   * @return the page's path
   * @throws IOException if there is no run, a template is broken or the report can't be written;
   *     its message is one line that says what and where
   */
  public static Path render(RunDirectory directory, Optional<Path> templates, Advice advice)
      throws IOException {
    directory.requireNoLinks();
    RunFiles files = RunFiles.read(directory);
    Findings findings = Findings.of(files);
    Path results = directory.report().resolve("results.json");
    Optional<Sensitivity> sensitivity =
        Sensitivity.of(findings.judgements(), Arms.of(files), Sensitivity.kept(results));
    OtherReadings readings = OtherReadings.of(files);
    Templates filled = new Templates(templates);
    Map<String, Object> data =
        data(files, findings, sensitivity, readings, Optional.empty(), advice);
    String html = filled.fill(PAGE, data);
    String summary = summary(filled, data);
    String junit = filled.fill("junit.ftlx", data);
    String forest = filled.fill("forest.ftlx", data);

    Path page = write(directory, html, summary);
    AtomicFile.write(directory.report().resolve("junit.xml"), junit);
    AtomicFile.write(directory.report().resolve("forest.svg"), forest);
    Json.write(results, Results.of(files, findings, sensitivity, readings, advice));
    CELLS.write(directory.report().resolve("cells.csv"), CellRow.all(files));
    return page;
  }

  /**
   * Writes what people read of a run that still trains: {@code index.html} and {@code summary.md},
   * with the trainings under way. What machines read waits for {@link #render}, and so does what
   * takes seconds to simulate.
   *
   * @param templates as there
   * @param advice as there
   * @throws IOException as there
   */
  public static void renderUnderWay(
      RunDirectory directory, Optional<Path> templates, RunUnderWay run, Advice advice)
      throws IOException {
    directory.requireNoLinks();
    RunFiles files = RunFiles.read(directory);
    Templates filled = new Templates(templates);
    Map<String, Object> data =
        data(
            files,
            Findings.of(files),
            Optional.empty(),
            OtherReadings.of(files),
            Optional.of(run),
            advice);
    write(directory, filled.fill(PAGE, data), summary(filled, data));
  }

  private static Map<String, Object> data(
      RunFiles files,
      Findings findings,
      Optional<Sensitivity> sensitivity,
      OtherReadings readings,
      Optional<RunUnderWay> underWay,
      Advice advice)
      throws IOException {
    Optional<Pictures> pictures = Pictures.of(files);
    FeatureFigure featureMaps = FeatureFigure.of(files, pictures);
    return Templates.data(
        ReportModel.of(
            files, findings, sensitivity, readings, featureMaps, pictures, underWay, advice));
  }

  private static String summary(Templates filled, Map<String, Object> data) throws IOException {
    return Comment.fitting(filled.fill("summary.ftl", data));
  }

  private static Path write(RunDirectory directory, String page, String summary)
      throws IOException {
    Path file = directory.report().resolve("index.html");
    AtomicFile.write(file, page);
    AtomicFile.write(directory.report().resolve("summary.md"), summary);
    return file;
  }
}
