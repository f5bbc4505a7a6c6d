package io.github.dropblock.harness.chart;

import static io.github.dropblock.harness.experiment.Network.ALEXNET;
import static io.github.dropblock.harness.experiment.Network.VGG_16;
import static io.github.dropblock.harness.experiment.Regularizer.DROPOUT;
import static io.github.dropblock.harness.experiment.Regularizer.DROPOUT_DROPBLOCK;
import static io.github.dropblock.harness.experiment.Regularizer.NONE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dropblock.harness.experiment.Cell;
import io.github.dropblock.harness.experiment.Regularizer;
import io.github.dropblock.harness.remedy.Remedy;
import io.github.dropblock.harness.report.Report;
import io.github.dropblock.harness.results.RunFiles;
import io.github.dropblock.harness.results.RunFolder;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeatureFigureTest {
  private static final int ORANGE = 0xffe69f00;

  @TempDir Path folder;

  @Test
  void theMapsAreVgg16sWhereItHasThem() throws IOException {
    RunFolder run = run(NONE, DROPOUT_DROPBLOCK);
    for (Cell cell : run.cells()) {
      run.finished(cell, 270, 0.3);
    }
    run.exposed(new Cell(ALEXNET, DROPOUT_DROPBLOCK, 1))
        .exposed(new Cell(VGG_16, DROPOUT_DROPBLOCK, 1));

    assertThat(figure(run).shown().cell()).isEqualTo("VGG-16, Dropout & DropBlock, seed 1");
  }

  @Test
  void anotherNetworksAreShownWhereVgg16HasNone() throws IOException {
    RunFolder run = run(DROPOUT_DROPBLOCK);
    Cell cell = new Cell(ALEXNET, DROPOUT_DROPBLOCK, 1);
    run.finished(cell, 270, 0.3).exposed(cell);

    assertThat(figure(run).shown().cell()).startsWith("AlexNet");
  }

  @Test
  void droppedCellsAreOrangeInTheMaskAndBelowItAndNowhereElse() throws IOException {
    FeatureFigure.ChannelImages channel = shown().channels().get(0);

    assertThat(channel.dropped()).isEqualTo("25.0");
    for (int y = 0; y < 6; y++) {
      for (int x = 0; x < 6; x++) {
        boolean dropped = x < 3 && y < 3;
        assertThat(picture(channel.mask()).getRGB(x, y) == ORANGE).isEqualTo(dropped);
        assertThat(picture(channel.after()).getRGB(x, y) == ORANGE).isEqualTo(dropped);
        assertThat(picture(channel.before()).getRGB(x, y)).isNotEqualTo(ORANGE);
      }
    }
  }

  @Test
  void brightnessIsTheActivation() throws IOException {
    FeatureFigure.ChannelImages channel = shown().channels().get(0);

    assertThat(picture(channel.before()).getRGB(3, 0) & 0xff).isEqualTo(15);
    assertThat(picture(channel.after()).getRGB(3, 0) & 0xff).isEqualTo(20);
  }

  @Test
  void thePageSaysWhyThereAreNoMaps() throws IOException {
    assertThat(page(run(NONE, DROPOUT))).contains("This run has no DropBlock.");

    RunFolder run = run(NONE, DROPOUT_DROPBLOCK);
    Cell cell = new Cell(VGG_16, DROPOUT_DROPBLOCK, 1);
    assertThat(page(run)).contains("No cell with DropBlock has finished yet.");

    run.finished(cell, 270, 0.3);
    assertThat(page(run)).contains("are without feature maps");
  }

  @Test
  void mapsThatCannotBeReadCostTheFigureAndNotTheCell() throws IOException {
    RunFolder run = run(NONE, DROPOUT_DROPBLOCK);
    Cell cell = new Cell(VGG_16, DROPOUT_DROPBLOCK, 1);
    run.finished(cell, 270, 0.3).exposed(cell);
    Path file = run.files(cell).featureMapsFile();
    Files.writeString(file, Files.readString(file).replace("\"height\" : 6", "\"height\" : 7"));

    assertThat(page(run))
        .contains("feature-maps.json", "a map of 36 cells instead of 7 × 6", "1 of 4");
  }

  private FeatureFigure.Shown shown() throws IOException {
    Cell cell = new Cell(VGG_16, DROPOUT_DROPBLOCK, 1);
    return figure(run(DROPOUT_DROPBLOCK).finished(cell, 270, 0.3).exposed(cell)).shown();
  }

  private RunFolder run(Regularizer... regularizers) throws IOException {
    return new RunFolder(folder)
        .matrix(List.of(ALEXNET, VGG_16), List.of(regularizers), List.of(1L))
        .begin();
  }

  private static FeatureFigure figure(RunFolder run) throws IOException {
    return FeatureFigure.of(RunFiles.read(run.directory), Optional.empty());
  }

  private static String page(RunFolder run) throws IOException {
    return Files.readString(Report.render(run.directory, Optional.empty(), Remedy::name));
  }

  private static BufferedImage picture(String uri) throws IOException {
    byte[] png = Base64.getDecoder().decode(uri.substring(uri.indexOf(',') + 1));
    return ImageIO.read(new ByteArrayInputStream(png));
  }
}
