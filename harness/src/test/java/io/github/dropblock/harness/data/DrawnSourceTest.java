package io.github.dropblock.harness.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DrawnSourceTest {
  /** A change here means that results of earlier releases can no longer be compared with. */
  @ParameterizedTest
  @CsvSource({"0, 37, x", "1, 37, x", "2, 73, x", "1699, 224, x"})
  void catsAndDogsAreTheSameBytesEverywhere(int number, int side, String sha256) {
    assertThat(drawing(DrawnSource.catsAndDogs(1700), number, side)).isEqualTo(sha256);
  }

  @ParameterizedTest
  @CsvSource({"0, x", "1, x", "2, x", "3, x", "4, x", "5, x"})
  void creaturesAreTheSameBytesEverywhere(int number, String sha256) {
    assertThat(drawing(DrawnSource.creatures(12), number, 37)).isEqualTo(sha256);
  }

  @Test
  void askingForMoreImagesDoesNotChangeTheFirst() {
    assertThat(drawing(DrawnSource.catsAndDogs(10), 3, 16))
        .isEqualTo(drawing(DrawnSource.catsAndDogs(17_000), 3, 16));
  }

  @Test
  void theClassesTakeTurns() {
    List<ImageEntry> entries = DrawnSource.catsAndDogs(11).entries();

    assertThat(entries)
        .extracting(ImageEntry::label)
        .containsExactly(0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0);
    assertThat(entries)
        .extracting(ImageEntry::id)
        .isSorted()
        .contains("drawn/00.cat", "drawn/09.dog");
  }

  @Test
  void noTwoDrawingsAreTheSame() {
    DrawnSource source = DrawnSource.catsAndDogs(200);

    assertThat(source.entries()).extracting(source::sha256).doesNotHaveDuplicates();
  }

  @Test
  void colourTellsNothingOfTheClass() {
    DrawnSource source = DrawnSource.catsAndDogs(600);
    double[][] means = new double[2][3];
    for (ImageEntry image : source.entries()) {
      byte[] planes = source.decode(image, 16).planes();
      for (int i = 0; i < planes.length; i++) {
        means[image.label()][i / 256] += (planes[i] & 0xFF) / (255.0 * 256 * 300);
      }
    }

    for (int channel = 0; channel < 3; channel++) {
      // The standard error of the difference is about 0.011.
      assertThat(Math.abs(means[0][channel] - means[1][channel])).isLessThan(0.035);
    }
  }

  @Test
  void thePretrainingTaskHasNeitherCatsNorDogs() {
    assertThat(DrawnSource.creatures(60).classes())
        .hasSizeGreaterThanOrEqualTo(6)
        .doesNotContain("cat", "dog");
  }

  @Test
  void anImageOfEachClassIsTheLeast() {
    assertThatThrownBy(() -> DrawnSource.catsAndDogs(1))
        .hasMessage("images are 1; there must be one or more of each of 2 classes");
  }

  private static String drawing(DrawnSource source, int number, int side) {
    return Sha256.of(source.decode(source.entries().get(number), side).planes());
  }
}
