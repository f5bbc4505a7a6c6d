package io.github.dropblock.harness.verify;

import io.github.dropblock.harness.remedy.Advice;
import io.github.dropblock.harness.remedy.Remedy;
import io.github.dropblock.harness.rundir.RunDirectory;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** How a run did. */
public record GateOutcome(RunDirectory directory, List<Check> checks) {
  private static final List<String> HEADER = List.of("what", "wanted", "got", "file");

  public GateOutcome {
    checks = List.copyOf(checks);
  }

  /** Whether nothing fell short. */
  public boolean passed() {
    return of(Check.Mark.FELL_SHORT).isEmpty();
  }

  /** A line that counts, and a table: of what fell short, or of all that holds if nothing did. */
  public String describe() {
    List<Check> shown = of(passed() ? Check.Mark.HELD : Check.Mark.FELL_SHORT);
    String title =
        passed() && shown.size() == checks.size()
            ? "All checks of %s hold, %s of them:".formatted(directory.path(), checks.size())
            : "%s of %s checks of %s %s:"
                .formatted(
                    shown.size(),
                    checks.size(),
                    directory.path(),
                    passed() ? "hold" : "fell short");
    return table(title, shown);
  }

  /**
   * A line that counts, and a table, of what is not as wanted and let pass; absent without any.
   *
   * @param advice words for how it would fail
   */
  public Optional<String> warning(Advice advice) {
    List<Check> shown = of(Check.Mark.WARNED);
    return shown.isEmpty()
        ? Optional.empty()
        : Optional.of(
            table(
                "%s of %s checks of %s would fall short with %s:"
                    .formatted(
                        shown.size(),
                        checks.size(),
                        directory.path(),
                        advice.on(Remedy.FAIL_CONTRADICTED_CLAIMS)),
                shown));
  }

  /** A line that counts, and a table, of what is told and fails nothing; absent without any. */
  public Optional<String> notice() {
    List<Check> shown = of(Check.Mark.NOTED);
    return shown.isEmpty()
        ? Optional.empty()
        : Optional.of(table("To know, of %s:".formatted(directory.path()), shown));
  }

  List<Check> of(Check.Mark mark) {
    return checks.stream().filter(check -> check.mark() == mark).toList();
  }

  private static String table(String title, List<Check> shown) {
    List<List<String>> rows =
        Stream.concat(Stream.of(HEADER), shown.stream().map(GateOutcome::row)).toList();
    List<String> lines = rows.stream().map(row -> line(row, rows)).toList();
    return title + System.lineSeparator() + String.join(System.lineSeparator(), lines);
  }

  private static List<String> row(Check check) {
    return List.of(check.what(), check.wanted(), check.got(), check.file());
  }

  private static String line(List<String> row, List<List<String>> rows) {
    StringBuilder line = new StringBuilder();
    IntStream.range(0, row.size())
        .forEach(column -> line.append("  ").append(padded(row.get(column), width(rows, column))));
    return line.toString().stripTrailing();
  }

  private static int width(List<List<String>> rows, int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(width - text.length());
  }
}
