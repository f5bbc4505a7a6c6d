package io.github.dropblock.harness.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dropblock.harness.archive.Import;
import io.github.dropblock.harness.archive.RunArchive;
import io.github.dropblock.harness.experiment.Reading;
import io.github.dropblock.harness.remedy.Remedy;
import io.github.dropblock.harness.rundir.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code docs/results} and {@code docs/example} show what {@code import} and {@code report} make of
 * the archives that stand there, to the byte. {@code mvn -f harness test
 * -Dtest=CommittedResultsTest -Dgolden=write} writes page, picture and numbers anew.
 */
class CommittedResultsTest {
  private static final Path RESULTS = Path.of("..", "docs", "results");

  @TempDir Path folder;

  static List<String> runs() throws IOException {
    try (Stream<Path> files = Files.list(RESULTS)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".zip"))
          .map(name -> name.substring(0, name.length() - ".zip".length()))
          .filter(name -> !reading(name))
          .sorted()
          .toList();
    }
  }

  /** Whether it is a run of the archive beside it, trained by another reading of the paper. */
  private static boolean reading(String run) {
    return Arrays.stream(Reading.values())
        .filter(reading -> run.endsWith(reading.run("")))
        .map(reading -> run.substring(0, run.length() - reading.run("").length()))
        .anyMatch(read -> Files.exists(archive(read)));
  }

  private static Path archive(String run) {
    return RESULTS.resolve(run + ".zip");
  }

  @ParameterizedTest
  @MethodSource("runs")
  void pagePictureAndNumbersAreThoseOfTheArchive(String run) throws IOException {
    Path report = report(run, folder.resolve("here")).getParent();

    assertHolds(RESULTS.resolve(run).resolve("index.html"), read(report, "index.html"));
    assertHolds(RESULTS.resolve(run).resolve("forest.svg"), read(report, "forest.svg"));
    Path readme = RESULTS.resolve("README.md");
    assertHolds(readme, withNumbers(Files.readString(readme), run, read(report, "summary.md")));
  }

  /** Of profile quick, for the site: drawn images, which nobody needs the numbers of. */
  @Test
  void theExampleReportIsThatOfItsArchive() throws IOException {
    Path example = Path.of("..", "docs", "example");
    RunDirectory run = imported(example.resolve("quick.zip"), folder.resolve("example"));
    Path report = Report.render(run, Optional.empty(), Remedy::name).getParent();

    assertHolds(example.resolve("index.html"), read(report, "index.html"));
  }

  @ParameterizedTest
  @MethodSource("runs")
  void anotherFolderGivesTheSameReport(String run) throws IOException {
    Path here = report(run, folder.resolve("here")).getParent();
    Path there = report(run, folder.resolve("a folder/elsewhere")).getParent();

    for (String file : List.of("index.html", "forest.svg", "summary.md", "results.json")) {
      assertThat(read(there, file)).as(file).isEqualTo(read(here, file));
    }
  }

  /** The page joins the runs beside it that read the paper otherwise. */
  private static Path report(String run, Path to) throws IOException {
    for (Reading reading : Reading.values()) {
      if (Files.exists(archive(reading.run(run)))) {
        imported(archive(reading.run(run)), to.resolve(reading.run(run)));
      }
    }
    return Report.render(imported(archive(run), to.resolve(run)), Optional.empty(), Remedy::name);
  }

  private static RunDirectory imported(Path file, Path to) throws IOException {
    RunDirectory directory = new RunDirectory(to);
    try (RunArchive archive = RunArchive.open(file)) {
      new Import().into(directory, archive);
    }
    return directory;
  }

  /** The page's text with a run's summary, less its title, between the run's marks. */
  private static String withNumbers(String page, String run, String summary) {
    String begin = "<!-- numbers of " + run + " -->\n";
    String end = "<!-- end of numbers -->\n";
    assertThat(page).as("marks of the numbers of %s", run).containsOnlyOnce(begin);
    int from = page.indexOf(begin) + begin.length();
    String numbers = summary.substring(summary.indexOf('\n') + 1).strip();
    return page.substring(0, from)
        + "\n"
        + numbers
        + "\n\n"
        + page.substring(page.indexOf(end, from));
  }

  private static String read(Path folder, String name) throws IOException {
    return Files.readString(folder.resolve(name));
  }

  private static void assertHolds(Path committed, String text) throws IOException {
    if ("write".equals(System.getProperty("golden"))) {
      Files.createDirectories(committed.getParent());
      Files.writeString(committed, text);
    }
    assertThat(committed).as("written anew with -Dgolden=write").hasContent(text);
  }
}
