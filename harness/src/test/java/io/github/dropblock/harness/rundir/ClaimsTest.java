package io.github.dropblock.harness.rundir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dropblock.harness.experiment.Augmentation;
import io.github.dropblock.harness.experiment.Matrix;
import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Profile;
import io.github.dropblock.harness.experiment.Regularizer;
import io.github.dropblock.harness.experiment.Training;
import io.github.dropblock.harness.images.SplitManifest;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a run directory claims of sizes and counts has bounds: memory is taken for each. */
class ClaimsTest {
  private static final String HEADER =
      "epoch,phase,train_loss,train_acc,val_loss,val_acc,seconds,images_per_s\n";

  @TempDir Path folder;

  @Test
  void aMatrixHasAtMostTenThousandCells() {
    List<Long> seeds = LongStream.range(0, 3334).boxed().toList();
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Matrix(
                    List.of(Network.values()),
                    List.of(Regularizer.NONE, Regularizer.DROPOUT),
                    seeds))
        .withMessage("20004 cells are asked for; 10000 are the most");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Matrix.seeds(1, Integer.MAX_VALUE))
        .withMessage("2147483647 seeds are asked for; 10000 are the most");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2147483647", "1000001", "0", "-1"})
  void anEpochsNumberIsOneThatATrainingComesTo(String epoch) throws IOException {
    CellDirectory cell = new CellDirectory(folder);
    Files.writeString(cell.metricsFile(), HEADER + epoch + ",1,0.5,0.5,0.5,0.5,1,1\n");
    assertThatThrownBy(cell::metrics)
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(cell.metricsFile() + " does not hold rows of EpochMetrics: ")
        .hasMessageContaining("an epoch is numbered " + epoch);
  }

  @Test
  void aTableFillsNoMemory() throws IOException {
    CellDirectory cell = new CellDirectory(folder);
    try (RandomAccessFile file = new RandomAccessFile(cell.predictionsFile().toFile(), "rw")) {
      file.setLength(3L << 30);
    }
    assertThatThrownBy(cell::predictions)
        .isInstanceOf(IOException.class)
        .hasMessage(
            cell.predictionsFile() + " does not hold rows of Prediction: it has more than 256 MiB");
  }

  @Test
  void aResultIsOfAsManyTestImagesAsThereCanBe() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new CellResult(
                    1, 1, Integer.MAX_VALUE, 0, 0, 0, 0, "cpu", List.of(), Instant.EPOCH, null))
        .withMessageContaining("2147483647 test images");
  }

  @ParameterizedTest
  @CsvSource({"65536, 65536, 0", "0, 0, 0", "1025, 1, 0", "1, 1, 65", "-1, -1, 1"})
  void featureMapsAreOfASizeThatCanBeDrawn(int height, int width, int channels) {
    FeatureMaps.Channel channel = new FeatureMaps.Channel(0, new byte[1], new byte[1], new byte[1]);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new FeatureMaps(
                    1,
                    "cat.jpg",
                    "conv1",
                    height,
                    width,
                    1,
                    0.1,
                    1,
                    1,
                    Collections.nCopies(channels, channel)))
        .withMessageStartingWith("it claims %s maps of %s × %s cells", channels, height, width);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 1001})
  void aRunHasClassesToTellApart(int classes) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new RunRecord.DataSummary(
                    "photos",
                    false,
                    false,
                    Collections.nCopies(classes, "cat"),
                    1,
                    1,
                    1,
                    List.of(),
                    List.of(),
                    "0"))
        .withMessageContaining(classes + " classes");
  }

  @Test
  void aTrainingsImagesAreOfASizeThatNetworksTake() {
    Training small = Profile.SMOKE.protocol().training(Network.ALEXNET);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Training(
                    Integer.MAX_VALUE,
                    small.width(),
                    small.batchSize(),
                    small.phases(),
                    small.augmentation(),
                    small.dropBlock(),
                    small.dropoutRate(),
                    small.trainedBlocks(),
                    small.dropBlockPlaces()))
        .withMessageContaining("2147483647");
  }

  /** Photos are decoded as much larger than the network's input as their crops are smaller. */
  @ParameterizedTest
  @ValueSource(doubles = {0.0001, 0.005, 0.249, 0, -1, 1.001, Double.NaN})
  void aCropIsOfASizeThatPhotosCanBeDecodedFor(double crop) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Augmentation(15, crop))
        .withMessage(
            "crop is %s; it must be from 0.25, a sixteenth of the photo's area, to 1", crop);
    assertThat(new Augmentation(15, 0.25).sourceSize(224)).isEqualTo(896);
  }

  @Test
  void aManifestsLabelsAreThoseOfItsClasses() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("split.csv"),
            "# split manifest 1\n# class: cat\n# class: dog\n"
                + "image,label,split,sha256\na.jpg,7,train,00\n");
    assertThatThrownBy(() -> SplitManifest.read(file))
        .isInstanceOf(IOException.class)
        .hasMessage(file + " has an image of label 7, and names 2 classes");
  }
}
