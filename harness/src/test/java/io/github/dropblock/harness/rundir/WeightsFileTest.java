package io.github.dropblock.harness.rundir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dropblock.harness.network.PretrainedWeights;
import io.github.dropblock.harness.remedy.Helped;
import io.github.dropblock.harness.remedy.Remedy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightsFileTest {
  @TempDir Path folder;

  @Test
  void anHdf5FileIsTakenForKeras() throws Exception {
    Path file = Path.of(PretrainedWeights.class.getResource("keras-1.h5").toURI());

    CellSettings.StartingWeights weights = WeightsFile.read(file);

    assertThat(weights.origin()).isEqualTo(WeightsOrigin.KERAS);
    assertThat(weights.file()).isEqualTo(file.toString());
    assertThat(weights.fingerprint()).matches("[0-9a-f]{64}");
  }

  @Test
  void aZipWithAModelIsDl4js() throws IOException {
    Path file = zip("model.zip", "configuration.json", "coefficients.bin");

    assertThat(WeightsFile.read(file).origin()).isEqualTo(WeightsOrigin.DL4J);
  }

  @Test
  void anotherZipIsRefused() throws IOException {
    Path file = zip("photos.zip", "train/cat.0.jpg");

    assertThatThrownBy(() -> WeightsFile.read(file))
        .isInstanceOf(IOException.class)
        .hasMessage(
            file + " holds no weights: it is neither HDF5 as Keras writes it nor a DL4J model")
        .satisfies(Helped.by(Remedy.GIVE_OTHER_WEIGHTS));
  }

  @Test
  void whatIsNeitherIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("page.h5"), "<html>403 Forbidden</html>");

    assertThatThrownBy(() -> WeightsFile.read(file)).hasMessageContaining("holds no weights");
  }

  @Test
  void aFileThatChangedSinceIsRefused() throws IOException {
    Path file = zip("model.zip", "configuration.json", "coefficients.bin");
    CellSettings.StartingWeights weights = WeightsFile.read(file);

    assertThat(WeightsFile.unchanged(weights)).isSameAs(weights);
    Files.writeString(file, "other");
    assertThatThrownBy(() -> WeightsFile.unchanged(weights))
        .hasMessageContaining("has changed since the run began");
  }

  private Path zip(String name, String... entries) throws IOException {
    Path file = folder.resolve(name);
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (String entry : entries) {
        zip.putNextEntry(new ZipEntry(entry));
      }
    }
    return file;
  }
}
