package io.github.dropblock.harness.report;

import io.github.dropblock.harness.format.Numbers;
import io.github.dropblock.harness.format.Text;
import io.github.dropblock.harness.results.RunFiles;
import io.github.dropblock.harness.rundir.CellResult;
import io.github.dropblock.harness.rundir.RunRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Where a run was made, and what it was made from. */
final class Background {
  /** A run's own are a few. */
  private static final int MOST_REMARKS = 20;

  private final RunFiles files;
  private final RunRecord run;

  Background(RunFiles files) {
    this.files = files;
    this.run = files.run();
  }

  List<ReportModel.Fact> environment() {
    RunRecord.Versions versions = run.versions();
    RunRecord.Host host = run.host();
    List<ReportModel.Fact> facts = new ArrayList<>();
    facts.add(new ReportModel.Fact("Backend asked for", run.backend().id()));
    facts.add(new ReportModel.Fact("Backend that ran", ran()));
    facts.add(new ReportModel.Fact("Training steps", steps()));
    facts.add(new ReportModel.Fact("dropblock-maven-plugin", known(versions.plugin())));
    facts.add(new ReportModel.Fact("Deeplearning4j and ND4J", known(versions.deeplearning4j())));
    facts.add(new ReportModel.Fact("Java", known(versions.java())));
    facts.add(new ReportModel.Fact("Maven", known(versions.maven())));
    facts.add(
        new ReportModel.Fact(
            "Operating system", known(host.os()) + ", " + known(host.architecture())));
    facts.add(new ReportModel.Fact("Processors", Numbers.count(host.cores())));
    facts.add(new ReportModel.Fact("Memory", Numbers.memory(host.memory())));
    facts.add(new ReportModel.Fact("Started", Text.time(run.started())));
    return List.copyOf(facts);
  }

  List<ReportModel.Fact> provenance() {
    RunRecord.DataSummary data = run.data();
    List<ReportModel.Fact> facts = new ArrayList<>();
    facts.add(new ReportModel.Fact("Images", data.source()));
    facts.add(
        new ReportModel.Fact(
            "Parts",
            Numbers.count(data.train())
                + " train, "
                + Numbers.count(data.validation())
                + " validation, "
                + Numbers.count(data.test())
                + " test"));
    facts.add(new ReportModel.Fact("Split manifest, SHA-256", data.fingerprint()));
    data.remarks().stream()
        .limit(MOST_REMARKS)
        .forEach(remark -> facts.add(new ReportModel.Fact("Files", remark)));
    facts.add(new ReportModel.Fact("Images left out", Numbers.count(data.rejected().size())));
    facts.add(
        new ReportModel.Fact(
            "Git revision",
            run.versions().revision() == null ? "not a git checkout" : run.versions().revision()));
    return List.copyOf(facts);
  }

  private String ran() {
    String backends =
        files.cells().stream()
            .flatMap(cell -> cell.result().stream())
            .map(CellResult::backend)
            .distinct()
            .collect(Collectors.joining("; "));
    return backends.isEmpty() ? "not known before a cell has finished" : backends;
  }

  /** Cells may differ: what is done stays when a run goes on elsewhere. */
  private String steps() {
    Map<String, Long> cells =
        files.cells().stream()
            .flatMap(cell -> cell.settings().stream())
            .collect(
                Collectors.groupingBy(
                    settings ->
                        settings.step() == null ? "not recorded" : settings.step().inWords(),
                    TreeMap::new,
                    Collectors.counting()));
    if (cells.isEmpty()) {
      return "not known before a cell has begun";
    }
    return cells.size() == 1
        ? cells.keySet().iterator().next()
        : cells.entrySet().stream()
            .map(step -> "%s (%s cells)".formatted(step.getKey(), step.getValue()))
            .collect(
                Collectors.joining(
                    "; ", "", ": cells computed unlike differ by rounding errors too"));
  }

  private static String known(String value) {
    return value == null || value.isBlank() ? "not recorded" : value;
  }
}
