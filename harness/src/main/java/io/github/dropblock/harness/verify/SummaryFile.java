package io.github.dropblock.harness.verify;

import io.github.dropblock.harness.files.AtomicFile;
import io.github.dropblock.harness.format.Comment;
import io.github.dropblock.harness.format.Templates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The report's {@code summary.md}, to which checks are added, below its title. */
final class SummaryFile {
  /** What one reads in a pull request; the JUnit file and the log have all. */
  private static final int MOST_ROWS = 50;

  private static final String BEGIN = "<!-- dropblock:verify -->\n";
  private static final String END = "<!-- end of dropblock:verify -->\n";
  private static final Pattern SECTION =
      Pattern.compile(BEGIN + ".*?(" + END + "\n?|\\z)", Pattern.DOTALL);

  private final Path file;

  SummaryFile(Path file) {
    this.file = file;
  }

  /** What the template shows: a row for each check that does not hold. */
  private record Checks(int held, int all, List<CheckRow> rows, int more) {
    private record CheckRow(String mark, String what, String wanted, String got, String file) {}

    static Checks of(GateOutcome outcome) {
      List<CheckRow> rows =
          Stream.of(Check.Mark.FELL_SHORT, Check.Mark.WARNED, Check.Mark.NOTED)
              .flatMap(mark -> outcome.of(mark).stream())
              .map(
                  check ->
                      new CheckRow(
                          check.mark().title(),
                          check.what(),
                          check.wanted(),
                          check.got(),
                          check.file()))
              .toList();
      return new Checks(
          outcome.of(Check.Mark.HELD).size(),
          outcome.checks().size(),
          rows.subList(0, Math.min(rows.size(), MOST_ROWS)),
          Math.max(0, rows.size() - MOST_ROWS));
    }
  }

  /** Replaces the section of earlier checks; the rest stays. Makes the file if need be. */
  void write(GateOutcome outcome) throws IOException {
    String section =
        BEGIN
            + new Templates(Optional.empty()).fill("checks.ftl", Templates.data(Checks.of(outcome)))
            + END;
    String report = Files.exists(file) ? Files.readString(file) : "";
    String rest = SECTION.matcher(report).replaceFirst("");
    int below = rest.startsWith("#") ? rest.indexOf("\n") + 1 : 0;
    AtomicFile.write(
        file,
        Comment.fitting(
            rest.substring(0, below) + (below > 0 ? "\n" : "") + section + rest.substring(below)));
  }
}
