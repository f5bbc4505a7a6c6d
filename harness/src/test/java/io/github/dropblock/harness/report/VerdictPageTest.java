package io.github.dropblock.harness.report;

import static io.github.dropblock.harness.experiment.Network.ALEXNET;
import static io.github.dropblock.harness.experiment.Regularizer.DROPOUT;
import static io.github.dropblock.harness.experiment.Regularizer.DROPOUT_DROPBLOCK;
import static io.github.dropblock.harness.experiment.Regularizer.NONE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dropblock.harness.analysis.Learning;
import io.github.dropblock.harness.draw.DrawnSource;
import io.github.dropblock.harness.experiment.Cell;
import io.github.dropblock.harness.experiment.Profile;
import io.github.dropblock.harness.experiment.Regularizer;
import io.github.dropblock.harness.images.PixelCache;
import io.github.dropblock.harness.images.SplitManifest;
import io.github.dropblock.harness.paper.Claim;
import io.github.dropblock.harness.remedy.Remedy;
import io.github.dropblock.harness.results.RunFiles;
import io.github.dropblock.harness.results.RunFolder;
import io.github.dropblock.harness.rundir.CellDirectory;
import io.github.dropblock.harness.statistics.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerdictPageTest {
  private static final Cell BOTH = new Cell(ALEXNET, DROPOUT_DROPBLOCK, 1);

  @TempDir Path folder;

  @Test
  void everyClaimStandsOnThePageBeforeTheFigures() throws IOException {
    String page = page(new RunFolder(folder).begin());

    for (Claim claim : Claim.values()) {
      assertThat(page.indexOf("<span class=\"id\">" + claim + "</span>"))
          .as(claim.name())
          .isPositive()
          .isLessThan(page.indexOf("id=\"accuracy-title\""));
    }
  }

  @Test
  void aVerdictCanBeFollowedToTheFilesThatItRestsOn() throws IOException {
    RunFolder run = arms(new RunFolder(folder).profile(Profile.PHOTOS).paperPhotos(), 2700, 2500);

    assertThat(page(run))
        .containsPattern(
            "Difference of means over 3 and 3 seeds; standard error \\d\\.\\d\\d points"
                + " \\(\\d\\.\\d\\d by the luck of seeds, \\d\\.\\d\\d by the choice of images\\)")
        .contains("<code>cells/alexnet-dropout-dropblock-s{1,2,3}/predictions.csv</code>")
        .contains("<code>cells/alexnet-dropout-s{1,2,3}/predictions.csv</code>");
  }

  @Test
  void besideADifferenceStandTheAccuraciesThatItIsOf() throws IOException {
    RunFolder run = twoSeeds(List.of(DROPOUT, DROPOUT_DROPBLOCK), List.of(1L, 2L));

    assertThat(page(run))
        .contains("−10.5 points<span class=\"size\">80.0 ± 0.0 against 90.5 ± 0.7 %</span>");
  }

  @Test
  void aVerdictBeforeAllSeedsAreThereIsSaidToBeALookBeforeTheEnd() throws IOException {
    RunFolder run =
        twoSeeds(List.of(DROPOUT, DROPOUT_DROPBLOCK), List.of(1L, 2L, 3L))
            .finished(new Cell(ALEXNET, DROPOUT, 3), 2710, 0.3);

    assertThat(page(run)).contains("looks before the end");
    assertThat(page(run.finished(new Cell(ALEXNET, DROPOUT_DROPBLOCK, 3), 2410, 0.3)))
        .doesNotContain("looks before the end");
  }

  @Test
  void seedsThatNoVerdictRestsOnMakeNoneALookBeforeTheEnd() throws IOException {
    RunFolder run = twoSeeds(List.of(NONE, DROPOUT, DROPOUT_DROPBLOCK), List.of(1L, 2L));

    assertThat(a6(run)).isEqualTo("reproduced under another protocol");
    assertThat(page(run)).contains("not run yet").doesNotContain("looks before the end");
  }

  @Test
  void aVerySmallPIsSaidToBeBelowItsLimit() throws IOException {
    RunFolder run = arms(new RunFolder(folder).profile(Profile.PHOTOS).paperPhotos(), 2500, 2900);

    assertThat(page(run))
        .containsPattern(
            "p &lt; 0.0001; corrected for the \\d claims? tested \\(Benjamini and Hochberg\\): &lt;"
                + " 0.0001")
        .doesNotContain("= &lt;");
  }

  @Test
  void drawnImagesGetNoVerdictsAndTheHeadlineSaysThatTheExperimentWorks() throws IOException {
    RunFolder run = arms(new RunFolder(folder).profile(Profile.PHOTOS), 250, 270);

    assertThat(a6(run)).isEqualTo("not tested");
    assertThat(page(run))
        .contains("<h1>The experiment works from end to end, on drawn images: all of its 9")
        .doesNotContain(
            "badge state-reproduced", "badge state-opposite", "badge state-no-such-effect");
  }

  @Test
  void oneSeedGetsNoVerdictAndThePageSaysWhy() throws IOException {
    RunFolder run =
        new RunFolder(folder)
            .profile(Profile.PHOTOS)
            .paperPhotos()
            .matrix(List.of(ALEXNET), List.of(DROPOUT, DROPOUT_DROPBLOCK), List.of(1L))
            .begin()
            .finished(new Cell(ALEXNET, DROPOUT, 1), 2500, 0.3)
            .finished(BOTH, 2700, 0.3);

    assertThat(a6(run)).isEqualTo("not tested");
    assertThat(page(run))
        .contains("One seed can&#39;t tell a regularizer&#39;s effect from the luck of a seed")
        .contains("the difference between these two trainings");
  }

  @Test
  void trainingsThatAreTooShortAreNotTestedAndThePageSaysWhy() throws IOException {
    RunFolder run = arms(new RunFolder(folder).photos("photos").profile(Profile.QUICK), 250, 270);

    assertThat(a6(run)).isEqualTo("not tested");
    assertThat(page(run))
        .contains("AlexNet: 24 epochs of training are less than a tenth of the paper&#39;s 600")
        .containsPattern("Difference of means over 3 and 3 seeds; [^<]* degrees of freedom\\.")
        .doesNotContain("the difference between these two trainings")
        .contains(Learning.RULE.replace("'", "&#39;"));
  }

  @Test
  void onOtherPhotosAVerdictSaysSo() throws IOException {
    RunFolder run = arms(new RunFolder(folder).photos("photos").profile(Profile.PHOTOS), 230, 280);

    assertThat(a6(run)).isEqualTo("opposite on other data");
  }

  @Test
  void onThePapersPhotosAnotherProtocolIsNamed() throws IOException {
    RunFolder run = arms(new RunFolder(folder).profile(Profile.PHOTOS).paperPhotos(), 2500, 2700);

    assertThat(a6(run)).isEqualTo("opposite under another protocol");
  }

  @Test
  void onThePapersOwnGroundWhatSpeaksAgainstAClaimFailsItsTestCase() throws IOException {
    RunFolder run = arms(new RunFolder(folder).profile(Profile.PAPER).paperPhotos(), 2500, 2700);
    page(run);

    assertThat(a6(run)).isEqualTo("opposite");
    assertThat(run.directory.report().resolve("junit.xml"))
        .content()
        .contains(
            "<testsuites ",
            "tests=\"25\"",
            "<failure type=\"claim contradicted\" message=\"opposite\">");
  }

  @Test
  void predictionsThatTheResultContradictsFailTheirCell() throws IOException {
    RunFolder run = arms(new RunFolder(folder), 270, 250);
    CellDirectory directory = run.files(BOTH);
    directory.writePredictions(directory.predictions().subList(0, 299));

    assertThat(page(run)).contains("its files can&#39;t be used", "of 299 test images right");
    assertThat(verdict(run)).isEqualTo(Verdict.NOT_TESTED);
  }

  @Test
  void aCellShowsWhatItTookTheTestImagesFor() throws IOException {
    assertThat(page(arms(new RunFolder(folder), 270, 250)))
        .contains("taken for cat", "taken for dog", "Worst mistakes");
  }

  @Test
  void contactSheetsAndMistakesAreShownWhileTheDecodedImagesAreThere() throws IOException {
    Path cache = folder.resolve("cache");
    SplitManifest manifest;
    Path pixels;
    try (DrawnSource source = DrawnSource.catsAndDogs(34)) {
      manifest = SplitManifest.of(source, 34, (done, total) -> {});
      try (PixelCache decoded =
          PixelCache.openOrBuild(cache, source, manifest, 37, (done, total) -> {})) {
        pixels = decoded.file();
      }
    }
    RunFolder run = arms(new RunFolder(folder.resolve("run")).images(manifest, pixels), 5, 4);

    assertThat(page(run))
        .contains("alt=\"train: cat, dog\" width=\"512\" height=\"128\"")
        .containsPattern("alt=\"validation: cat, dog\" width=\"\\d+\" height=\"128\"")
        .containsPattern("alt=\"test: cat, dog\" width=\"\\d+\" height=\"128\"")
        .contains(
            "alt=\"cat: decoded, epochs 1 to 4\" width=\"320\" height=\"192\"",
            "alt=\"dog: decoded, epochs 1 to 4\" width=\"320\" height=\"192\"")
        .contains("src=\"data:image/jpeg;base64,");

    Files.delete(pixels);

    assertThat(page(run)).contains("No sample images").doesNotContain("src=");
  }

  private static RunFolder arms(RunFolder run, int dropout, int both) throws IOException {
    run.matrix(List.of(ALEXNET), List.of(NONE, DROPOUT, DROPOUT_DROPBLOCK), List.of(1L, 2L, 3L))
        .begin();
    for (long seed = 1; seed <= 3; seed++) {
      run.finished(new Cell(ALEXNET, NONE, seed), dropout, 0.3)
          .finished(new Cell(ALEXNET, DROPOUT, seed), dropout, 0.3)
          .finished(new Cell(ALEXNET, DROPOUT_DROPBLOCK, seed), both, 0.3);
    }
    return run;
  }

  /** Of both arms that A6 compares the first two seeds, whatever the matrix has. */
  private RunFolder twoSeeds(List<Regularizer> regularizers, List<Long> seeds) throws IOException {
    return new RunFolder(folder)
        .profile(Profile.PHOTOS)
        .paperPhotos()
        .matrix(List.of(ALEXNET), regularizers, seeds)
        .begin()
        .finished(new Cell(ALEXNET, DROPOUT, 1), 2700, 0.3)
        .finished(new Cell(ALEXNET, DROPOUT, 2), 2730, 0.3)
        .finished(new Cell(ALEXNET, DROPOUT_DROPBLOCK, 1), 2400, 0.3)
        .finished(new Cell(ALEXNET, DROPOUT_DROPBLOCK, 2), 2400, 0.3);
  }

  private static String page(RunFolder run) throws IOException {
    return Files.readString(Report.render(run.directory, Optional.empty(), Remedy::name));
  }

  private static String a6(RunFolder run) throws IOException {
    return Findings.of(RunFiles.read(run.directory)).judgements().get(Claim.A6.ordinal()).title();
  }

  private static Verdict verdict(RunFolder run) throws IOException {
    return Findings.of(RunFiles.read(run.directory)).judgements().get(Claim.A6.ordinal()).verdict();
  }
}
