package io.github.dropblock.harness.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dropblock.harness.backend.Backend;
import io.github.dropblock.harness.experiment.Cell;
import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Profile;
import io.github.dropblock.harness.experiment.Regularizer;
import io.github.dropblock.harness.files.Json;
import io.github.dropblock.harness.rundir.CellSettings;
import io.github.dropblock.harness.rundir.DataReference;
import io.github.dropblock.harness.rundir.SettingsIdentity;
import io.github.dropblock.harness.rundir.WeightsOrigin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WithoutPathsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "mvn x:y:1:reproduce | mvn x:y:1:reproduce",
        "mvn r -Ddropblock.profile=photos -Ddropblock.epochs=alexnet=60,vgg-16=10"
            + "| mvn r -Ddropblock.profile=photos -Ddropblock.epochs=alexnet=60,vgg-16=10",
        "mvn r -Ddropblock.data=/home/ann/train.zip | mvn r -Ddropblock.data=train.zip",
        "mvn r -Ddropblock.data=../ann/photos/ -Ddropblock.seeds=2"
            + "| mvn r -Ddropblock.data=photos -Ddropblock.seeds=2",
        "mvn r '-Ddropblock.data=/home/ann, b/my photos.zip'"
            + "| mvn r '-Ddropblock.data=my photos.zip'",
        "mvn r '-Ddropblock.data=/home/o'\\''ann/o'\\''s.zip' -Ddropblock.seeds=2"
            + "| mvn r '-Ddropblock.data=o'\\''s.zip' -Ddropblock.seeds=2",
        "mvn r '-Ddropblock.data=C:\\Users\\ann\\train.zip' | mvn r -Ddropblock.data=train.zip",
        "mvn r -Ddropblock.cache=/home/ann/c '-Ddropblock.jvmArguments=-Xlog:gc:/home/ann/gc -ea'"
            + " -Ddropblock.runDirectory=/home/ann/r -Ddropblock.run=a | mvn r -Ddropblock.run=a"
      })
  void ofPathsInACommandTheLastNameIsKept(String command, String kept) {
    assertThat(WithoutPaths.command(command)).isEqualTo(kept);
  }

  @Test
  void settingsStayTheSameButForWhereFilesAre() throws IOException {
    CellSettings settings =
        settings(
            new CellSettings.StartingWeights(
                "/home/ann/vgg.h5", "ab".repeat(32), WeightsOrigin.KERAS));

    String text = WithoutPaths.of(settings);

    assertThat(text).doesNotContain("ann").contains("vgg.h5", "data/split.csv");
    assertThat(SettingsIdentity.of(read(text))).isEqualTo(SettingsIdentity.of(settings));
  }

  @Test
  void pretrainedWeightsAreNamedWhereTheArchiveHasThem() throws IOException {
    CellSettings settings =
        settings(
            new CellSettings.StartingWeights(
                "/home/ann/pretrained/vgg-16/checkpoint.zip",
                "ab".repeat(32),
                WeightsOrigin.PRETRAINED));

    assertThat(read(WithoutPaths.of(settings)).weights().file())
        .isEqualTo("pretrained/vgg-16/checkpoint.zip");
  }

  @Test
  void aPretrainingsSplitIsItsOwn() throws IOException {
    assertThat(read(WithoutPaths.of(settings(null))).data().split())
        .isEqualTo("data/pretraining.csv");
  }

  private static CellSettings read(String text) throws IOException {
    return Json.read(text.getBytes(StandardCharsets.UTF_8), CellSettings.class, "settings.json");
  }

  private static CellSettings settings(CellSettings.StartingWeights weights) {
    return new CellSettings(
        CellSettings.SCHEMA,
        new Cell(Network.VGG_16, Regularizer.NONE, 1),
        Profile.SMOKE.protocol().training(Network.VGG_16),
        new DataReference(
            "/home/ann/run/data/split.csv",
            "/home/ann/.cache/dropblock/x.pixels",
            "cd".repeat(32),
            List.of("cat", "dog")),
        weights,
        Backend.CPU,
        "1.0.0-M1.1",
        null,
        null);
  }
}
