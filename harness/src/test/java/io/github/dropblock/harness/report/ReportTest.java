package io.github.dropblock.harness.report;

import static io.github.dropblock.harness.experiment.Network.ALEXNET;
import static io.github.dropblock.harness.experiment.Network.RESNET_34;
import static io.github.dropblock.harness.experiment.Network.VGG_16;
import static io.github.dropblock.harness.experiment.Regularizer.DROPOUT;
import static io.github.dropblock.harness.experiment.Regularizer.DROPOUT_DROPBLOCK;
import static io.github.dropblock.harness.experiment.Regularizer.NONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dropblock.harness.GoldenFile;
import io.github.dropblock.harness.Surroundings;
import io.github.dropblock.harness.experiment.Cell;
import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Profile;
import io.github.dropblock.harness.remedy.Helped;
import io.github.dropblock.harness.remedy.Remedy;
import io.github.dropblock.harness.results.RunFolder;
import io.github.dropblock.harness.rundir.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReportTest {
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void theSameFilesAreWrittenEverywhere(Surroundings here) throws Exception {
    RunFolder run = mixed();

    here.within(() -> Report.render(run.directory, Optional.empty(), Remedy::name));

    for (String name :
        List.of(
            "index.html", "summary.md", "junit.xml", "forest.svg", "results.json", "cells.csv")) {
      new GoldenFile(ReportTest.class, name).assertHolds(masked(written(run, name)));
    }
  }

  @Test
  void aLinkInTheRunDirectoryIsNotWrittenThrough() throws IOException {
    RunFolder run = mixed();
    Path theirs = Files.createDirectories(folder.resolve("theirs"));
    Path page = Files.writeString(theirs.resolve("index.html"), "mine");
    Files.createSymbolicLink(run.directory.report(), theirs);

    assertThatThrownBy(() -> Report.render(run.directory, Optional.empty(), Remedy::name))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("report is a link");
    assertThat(page).hasContent("mine");
  }

  @Test
  void thePageNamesTheFirstImagesLeftOutAndWhereTheOthersAre() throws IOException {
    RunFolder run =
        new RunFolder(folder)
            .leftOut(IntStream.range(0, 25_016).mapToObj(i -> i + ".jpg: empty").toList())
            .begin();

    assertThat(page(run))
        .contains("<li>19.jpg: empty</li>")
        .doesNotContain("<li>20.jpg: empty</li>")
        .contains("The first 20 of 25016; <code>data/split.csv</code>");
  }

  @Test
  void theSameFilesGiveTheSamePage() throws IOException {
    RunFolder run = mixed();

    assertThat(page(run)).isEqualTo(page(run));
  }

  @Test
  void theWholePaperWithThreeSeedsStaysSmall() throws IOException {
    RunFolder run =
        new RunFolder(folder)
            .profile(Profile.PAPER)
            .matrix(
                List.of(Network.values()),
                List.of(NONE, DROPOUT, DROPOUT_DROPBLOCK),
                List.of(1L, 2L, 3L))
            .begin();
    for (Cell cell : run.cells()) {
      run.finished(cell, 280, 0.05);
    }

    assertThat(Report.render(run.directory, Optional.empty(), Remedy::name).toFile())
        .satisfies(page -> assertThat(page.length()).isLessThan(3_000_000));
  }

  @Test
  void thePageNeedsNoOtherFileAndNoScript() throws IOException {
    assertThat(page(mixed()))
        .contains("default-src 'none'")
        .doesNotContainIgnoringCase("<script")
        .doesNotContainIgnoringCase("<link")
        .doesNotContain("http:")
        .doesNotContain("https:")
        .doesNotContain("src=")
        .doesNotContain("url(");
  }

  /** A picture in a page may load nothing and run nothing; forges drop such pictures whole. */
  @Test
  void thePictureOfTheVerdictsStandsAloneAndIsWellFormed() throws Exception {
    RunFolder run = mixed();
    page(run);

    var picture =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(run.directory.report().resolve("forest.svg").toFile());
    assertThat(picture.getDocumentElement().getTagName()).isEqualTo("svg");
    assertThat(written(run, "forest.svg").replace("http://www.w3.org/2000/svg", ""))
        .contains("AlexNet: Dropout &amp; DropBlock is 0.3 points below Dropout")
        .doesNotContainIgnoringCase("<script")
        .doesNotContain("http:", "https:", "href", "url(", "@import", "NaN");
  }

  @Test
  void namesFromOutsideAreEscapedEverywhere() throws IOException {
    RunFolder run = new RunFolder(folder).photos("<script>alert(1)</script>|`x`").begin();

    assertThat(page(run))
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
        .doesNotContain("<script>");
    assertThat(written(run, "summary.md"))
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;\\|\\`x\\`")
        .doesNotContain("<script>");
  }

  @Test
  void marksOfDirectionAreShownWhereverANameComesOut() throws IOException {
    RunFolder run =
        new RunFolder(folder)
            .photos("photos\u202egpj.exe")
            .leftOut(
                List.of(
                    "cat/\u2066gpj.0\u2069.exe: \u200fcut short", "dog/a\u0085b\u2028c.jpg: empty"))
            .begin();
    run.failed(new Cell(VGG_16, NONE, 1), "gpj.\u202eexe of \u2067dogs can't be read");

    // The templates' own word joiners keep a network's name in one line.
    for (String file : List.of("index.html", "summary.md", "junit.xml", "results.json")) {
      assertThat(file.equals("index.html") ? page(run) : written(run, file))
          .as(file)
          .contains("gpj.")
          .doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}&&[^\\r\\n\\t\\u2060]]");
    }
    assertThat(page(run)).contains("cat/\\u2066gpj.0\\u2069.exe: \\u200fcut short");
  }

  @Test
  void aLogsControlCharactersLeaveTheJunitFileReadable() throws Exception {
    RunFolder run = new RunFolder(folder).begin();
    run.failed(new Cell(VGG_16, NONE, 1), "\u001b[31mred\u001b[0m \u0000 ]]> <end>");

    Report.render(run.directory, Optional.empty(), Remedy::name);

    var document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(run.directory.report().resolve("junit.xml").toFile());
    assertThat(document.getElementsByTagName("failure").item(0).getTextContent())
        .contains("red \\u0000 ]]> <end>");
  }

  @Test
  void aFailedCellShowsWhyAndWhatToDo() throws IOException {
    RunFolder run = new RunFolder(folder).begin();
    run.failed(new Cell(VGG_16, NONE, 1), "java.lang.OutOfMemoryError");

    assertThat(page(run))
        .contains(
            "memory ran out (exit code 67)", "LOWER_BATCH_SIZE", "java.lang.OutOfMemoryError");
  }

  @Test
  void theSummaryNamesTwentyFailedCellsAndCountsTheOthers() throws IOException {
    RunFolder run =
        new RunFolder(folder)
            .matrix(
                List.of(Network.values()),
                List.of(NONE, DROPOUT, DROPOUT_DROPBLOCK),
                List.of(1L, 2L, 3L))
            .begin();
    for (Cell cell : run.cells()) {
      run.failed(cell, "java.lang.OutOfMemoryError");
    }
    page(run);

    assertThat(written(run, "summary.md").lines().filter(line -> line.startsWith("- ")))
        .hasSize(21)
        .endsWith("- And 7 more; the page shows them.");
  }

  @Test
  void theSummaryFitsIntoACommentWhateverTheRunHolds() throws IOException {
    RunFolder run = new RunFolder(folder).photos("photos ".repeat(12_000)).begin();
    page(run);

    assertThat(written(run, "summary.md")).hasSizeBetween(1000, 65_536);
  }

  @Test
  void aCellWithoutFilesIsNotRunYet() throws IOException {
    assertThat(page(new RunFolder(folder).begin()))
        .contains("No cell of this run has finished yet", "not run yet", "9 not run yet");
  }

  @Test
  void aPretrainingIsShownThoughItHasMoreClassesThanTwo() throws IOException {
    assertThat(page(new RunFolder(folder).begin().pretrained()))
        .contains("Pretraining of VGG-16", "50.0 % (1 of 2)")
        .doesNotContain("can't be read");
  }

  @Test
  void aCellThatHasBegunTellsHowFarItIs() throws IOException {
    RunFolder run = new RunFolder(folder).begin().trained(new Cell(ALEXNET, NONE, 1), 5, 0.4);

    assertThat(page(run)).contains("5 of 24 epochs", "1 unfinished");
  }

  @Test
  void aResultThatCannotBeReadFailsItsCellAndNoOther() throws IOException {
    RunFolder run =
        new RunFolder(folder)
            .begin()
            .finished(new Cell(ALEXNET, NONE, 1), 260, 0.2)
            .finished(new Cell(ALEXNET, DROPOUT, 1), 265, 0.2);
    Files.writeString(run.files(new Cell(ALEXNET, DROPOUT, 1)).resultFile(), "{ \"schema\": ");

    assertThat(page(run)).contains("1 of 9", "can&#39;t be used", "result.json");
  }

  @Test
  void drawnImagesAreSaidToBeDrawnBeforeAnyResult() throws IOException {
    String page = page(mixed());

    assertThat(page.indexOf("Drawn images, not the paper&#39;s photos"))
        .isPositive()
        .isLessThan(page.indexOf("id=\"accuracy-title\""));
    assertThat(page)
        .contains("Drawn images show that the experiment works; they get no verdicts.")
        .doesNotContain("nothing tells how small an effect shows");
    assertThat(page).contains("<h1>The experiment is under way, on drawn images: 3 of 6 ");
  }

  @Test
  void thePapersOwnExperimentHasNoBanner() throws IOException {
    RunFolder run = new RunFolder(folder).profile(Profile.PAPER).paperPhotos().begin();

    assertThat(page(run)).doesNotContain("class=\"banner\"");
  }

  @Test
  void aTemplateOfTheUsersReplacesTheBuiltInOneAndNoOther() throws IOException {
    Path own = Files.createDirectory(folder.resolve("own"));
    Files.writeString(own.resolve("table-claims.ftlh"), "<p>Claims of ${run.name}, our way.</p>");
    RunFolder run = new RunFolder(folder.resolve("run")).begin();

    Path page = Report.render(run.directory, Optional.of(own), Remedy::name);

    assertThat(page).content().contains("Claims of made-up, our way.").contains("Test accuracy");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "${'freemarker.template.utility.Execute'?new()('id')}",
        "${'freemarker.template.utility.ObjectConstructor'?new()('java.io.File', '/')}",
        "${'freemarker.template.utility.JythonRuntime'?new()('1')}",
        "${run?api.class}",
        "${run.class.protectionDomain}",
        "${run.getClass()}",
        "<#include '../secret.txt'>",
        "<#include '/../secret.txt'>",
        "<#include 'link.txt'>",
        "<#import 'file:///etc/passwd' as x>"
      })
  void aTemplateReachesNeitherJavaClassesNorOtherFiles(String template) throws IOException {
    Path own = Files.createDirectory(folder.resolve("own"));
    Path secret = Files.writeString(folder.resolve("secret.txt"), "secret");
    Files.createSymbolicLink(own.resolve("link.txt"), secret);
    Files.writeString(own.resolve("banner.ftlh"), template);
    RunFolder run = new RunFolder(folder.resolve("run")).begin();

    assertThatThrownBy(() -> Report.render(run.directory, Optional.of(own), Remedy::name))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("template ");
    assertThat(run.directory.report().resolve("index.html")).doesNotExist();
  }

  @Test
  void aMissingTemplatesFolderIsNamed() throws IOException {
    RunFolder run = new RunFolder(folder).begin();
    Path nowhere = folder.resolve("nowhere");

    assertThatThrownBy(() -> Report.render(run.directory, Optional.of(nowhere), Remedy::name))
        .isInstanceOf(IOException.class)
        .hasMessage("the templates folder %s isn't there", nowhere)
        .satisfies(Helped.by(Remedy.CORRECT_TEMPLATES));
  }

  @Test
  void aFolderWithoutARunIsNamed() {
    assertThatThrownBy(
            () -> Report.render(new RunDirectory(folder), Optional.empty(), Remedy::name))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll(folder.toString(), "run.json")
        .satisfies(Helped.by(Remedy.RUN_REPRODUCE_FIRST, Remedy.NAME_OTHER_RUN));
  }

  /** A cell of each state. */
  private RunFolder mixed() throws IOException {
    return new RunFolder(folder)
        .profile(Profile.PHOTOS)
        .matrix(List.of(ALEXNET, RESNET_34), List.of(NONE, DROPOUT, DROPOUT_DROPBLOCK), List.of(1L))
        .begin()
        .finished(new Cell(ALEXNET, NONE, 1), 262, 0.31)
        .finished(new Cell(ALEXNET, DROPOUT, 1), 268, 0.25)
        .finished(new Cell(ALEXNET, DROPOUT_DROPBLOCK, 1), 266, 0.22)
        .failed(new Cell(RESNET_34, NONE, 1), "java.lang.OutOfMemoryError: Java heap space")
        .trained(new Cell(RESNET_34, DROPOUT, 1), 5, 0.4);
  }

  private static String page(RunFolder run) throws IOException {
    return Files.readString(Report.render(run.directory, Optional.empty(), Remedy::name));
  }

  private static String written(RunFolder run, String name) throws IOException {
    return Files.readString(run.directory.report().resolve(name));
  }

  /**
   * Without fingerprints of files whose form other packages decide, and without the style sheet.
   */
  private static String masked(String text) {
    return text.replaceAll("[0-9a-f]{64}", "(SHA-256)")
        .replaceAll("(?s)(?<=<style>).*(?=</style>)", "(style.css)");
  }
}
