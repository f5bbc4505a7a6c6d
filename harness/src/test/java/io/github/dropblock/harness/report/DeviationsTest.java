package io.github.dropblock.harness.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dropblock.harness.backend.Backend;
import io.github.dropblock.harness.draw.DrawnSource;
import io.github.dropblock.harness.experiment.Cell;
import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Profile;
import io.github.dropblock.harness.experiment.Regularizer;
import io.github.dropblock.harness.files.Json;
import io.github.dropblock.harness.results.RunFiles;
import io.github.dropblock.harness.results.RunFolder;
import io.github.dropblock.harness.rundir.CellSettings;
import io.github.dropblock.harness.rundir.DataReference;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeviationsTest {
  @TempDir Path folder;

  @Test
  void thePapersProtocolOnThePapersPhotosDiffersInNothing() throws IOException {
    assertThat(of(new RunFolder(folder).profile(Profile.PAPER).paperPhotos())).isEmpty();
  }

  @Test
  void aSmallerInputOnThePapersPhotosIsNamed() throws IOException {
    assertThat(of(new RunFolder(folder).profile(Profile.PHOTOS).paperPhotos()))
        .contains(
            new Deviation(
                "Input size", "not stated; profile paper: 224 × 224 pixels", "64 × 64 pixels"))
        .contains(
            new Deviation(
                "VGG-16's training",
                "100 epochs RMSprop at 0.0001",
                "10 epochs RMSprop at 0.0001"));
  }

  @Test
  void weightsPretrainedHereAreNotImageNets() throws IOException {
    RunFolder run = new RunFolder(folder).begin();
    assertThat(of(run.pretraining()))
        .contains(
            new Deviation(
                "VGG-16's starting weights",
                "ImageNet",
                "pretrained here on 6,800 images of another task"));
  }

  @Test
  void photosThatWeightsWerePretrainedOnAreNoDrawings() throws IOException {
    assertThat(of(pretrainedOn(List.of("airplane", "ship"))))
        .extracting(Deviation::here)
        .contains("pretrained here on 6,800 photos: airplane, ship");
  }

  @Test
  void drawingsThatWeightsWerePretrainedOnAreNoPhotos() throws IOException {
    assertThat(of(pretrainedOn(DrawnSource.creatureClasses())))
        .extracting(Deviation::here)
        .contains("pretrained here on 6,800 drawn images of another task");
  }

  private RunFolder pretrainedOn(List<String> classes) throws IOException {
    RunFolder run = new RunFolder(folder).begin().pretraining();
    Json.write(
        run.directory.pretraining(Network.VGG_16).settingsFile(),
        new CellSettings(
            CellSettings.SCHEMA,
            new Cell(Network.VGG_16, Regularizer.NONE, 0),
            Profile.QUICK.protocol().pretrainingOf(Network.VGG_16),
            new DataReference("", "", "", classes),
            null,
            Backend.CPU,
            "1",
            null,
            null));
    return run;
  }

  @Test
  void drawingsAreCalledDrawings() throws IOException {
    assertThat(of(new RunFolder(folder)))
        .filteredOn(deviation -> deviation.what().equals("Images"))
        .singleElement()
        .extracting(Deviation::here)
        .isEqualTo("drawn cats and dogs: drawings, no photos");
  }

  @Test
  void aSettingWithoutWordsOfItsOwnIsNamedByItsPath() {
    ObjectNode paper = (ObjectNode) Json.tree(Profile.PAPER.protocol());
    ObjectNode here = paper.deepCopy();
    paper.withObject("/augmentation").put("mirror", 0.5);
    here.withObject("/augmentation").put("mirror", 0);

    assertThat(Deviations.others(paper, here))
        .containsExactly(new Deviation("augmentation.mirror", "0.5", "0"));
  }

  private static List<Deviation> of(RunFolder run) throws IOException {
    return Deviations.of(RunFiles.read(run.begin().directory));
  }
}
