package io.github.dropblock.harness.rundir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dropblock.harness.files.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a finished cell's numbers come from stays as it was, or is told. */
class ChecksumsTest {
  private static final CellResult RESULT =
      new CellResult(
          CellResult.SCHEMA,
          1,
          1,
          1,
          0.125,
          42,
          1,
          "CPU",
          List.of(),
          Instant.parse("2026-11-23T00:00:00Z"),
          new Machine("a processor", "Linux, amd64", "17.0.1"));

  @TempDir Path folder;

  private CellDirectory cell;

  @BeforeEach
  void finish() throws IOException {
    cell = new CellDirectory(folder);
    cell.append(new EpochMetrics(1, 1, 0.5, 0.75, 0.5, 0.625, 1, 20));
    cell.writePredictions(List.of(new Prediction("cat.1", 0, 0.875)));
    cell.finish(RESULT);
  }

  @Test
  void whatTheCellLeftIsRead() throws IOException {
    assertThat(cell.result()).contains(RESULT);
  }

  @Test
  void theFormIsThatOfSha256sum() throws IOException {
    assertThat(folder.resolve("SHA256SUMS"))
        .hasContent(
            """
            %s  metrics.csv
            %s  predictions.csv
            %s  result.json
            """
                .formatted(
                    digest("metrics.csv"), digest("predictions.csv"), digest("result.json")));
  }

  @ParameterizedTest
  @CsvSource({
    "metrics.csv, 0.625, 0.635",
    "predictions.csv, 0.875, 0.975",
    "result.json, 0.125, 0.115"
  })
  void aDigitThatSomebodyChangedIsNoticed(String name, String digits, String others)
      throws IOException {
    Path file = folder.resolve(name);
    String text = Files.readString(file);
    Files.writeString(file, text.replace(digits, others));
    assertThat(file).content().isNotEqualTo(text);

    assertRefused(file);
  }

  @ParameterizedTest
  @ValueSource(strings = {"metrics.csv", "predictions.csv"})
  void aFileThatIsGoneIsNoticed(String name) throws IOException {
    Files.delete(folder.resolve(name));

    assertRefused(folder.resolve(name));
  }

  @Test
  void damagedChecksumsVouchForNothing() throws IOException {
    Files.write(folder.resolve("SHA256SUMS"), new byte[] {(byte) 0xff, 0, '\n'});

    assertRefused(cell.metricsFile());
  }

  @Test
  void aCellOfAnEarlierVersionIsReadWithout() throws IOException {
    Files.delete(folder.resolve("SHA256SUMS"));

    assertThat(cell.result()).contains(RESULT);
  }

  private void assertRefused(Path file) {
    assertThatThrownBy(cell::result)
        .isInstanceOf(IOException.class)
        .hasMessage(
            "%s is not what SHA256SUMS says that the finished cell left; restore it, or delete the cell's folder and run again",
            file);
  }

  private String digest(String name) throws IOException {
    return Sha256.of(Files.readAllBytes(folder.resolve(name)));
  }
}
