package io.github.dropblock.harness.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was measured, as Markdown tables that line up in a terminal. The same in every locale. */
final class BenchTable {
  private BenchTable() {}

  static List<String> lines(BenchResult result) {
    List<String> lines = new ArrayList<>();
    lines.add(
        line(
            "%s, %d cores; %s%d threads make batches",
            result.host().os(),
            result.host().cores(),
            result.stages().isEmpty() ? "" : result.photos() + "; ",
            result.threads()));
    if (!result.stages().isEmpty()) {
      lines.add("");
      lines.add("| stage                        | pixels | images/s | CPU ms/image |");
      lines.add("|------------------------------|-------:|---------:|-------------:|");
      result.stages().forEach(stage -> lines.add(row(stage)));
    }
    if (!result.networks().isEmpty()) {
      lines.add("");
      lines.add(
          "| network   | regularizer       | step           | images/s | step ms | CPU ms | oneDNN ms | over None | × dl4j | × PyTorch |");
      lines.add(
          "|-----------|-------------------|----------------|---------:|--------:|-------:|----------:|----------:|-------:|----------:|");
      result.networks().forEach(network -> network.steps().forEach(step -> lines.add(row(step))));
      lines.add("");
      for (NetworkSpeed network : result.networks()) {
        lines.add(notes(network));
        lines.addAll(network.peers());
      }
    }
    return lines;
  }

  private static String row(StageSpeed stage) {
    return line(
        "| %-28s | %6d | %8.0f | %12.3f |",
        stage.stage(), stage.imageSize(), stage.imagesPerS(), stage.cpuMs());
  }

  private static String row(StepSpeed step) {
    return line(
        "| %-9s | %-17s | %-14s | %8.1f | %7.1f | %6.1f | %9s | %9s | %6s | %9s |",
        step.network(),
        step.regularizer(),
        step.step(),
        step.imagesPerS(),
        step.stepMs(),
        step.cpuMs(),
        step.primitivesMs() == null ? "" : line("%.1f", step.primitivesMs()),
        step.overNone() == null ? "" : line("%+.1f %%", 100 * step.overNone()),
        step.overDl4j() == null ? "" : line("%.2f", step.overDl4j()),
        step.overPeer() == null ? "" : line("%.2f", step.overPeer()));
  }

  private static String notes(NetworkSpeed network) {
    StepSpeed first = network.steps().get(0);
    return line(
        "%s: %d images of %d pixels a step, %.2f %% of the time waiting for batches; %s",
        first.network(),
        first.batchSize(),
        first.imageSize(),
        100 * network.waitingShare(),
        network.backend());
  }

  private static String line(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
