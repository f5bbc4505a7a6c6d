package io.github.dropblock.harness.draw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dropblock.harness.files.Sha256;
import io.github.dropblock.harness.images.ImageEntry;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DrawnSourceTest {
  /**
   * A change here means that results of earlier releases can no longer be compared with new ones.
   */
  @ParameterizedTest
  @CsvSource({
    "0, 37, 46a9f45a923be4ff6755156cdf89e84ef9072275c419bd1009b9603cd658b474",
    "1, 37, f52256f647dc9515923b7aadae77fa2cdfd4a86e49feac6a2494aa5d3a090bfa",
    "2, 73, c85c4864b85de5ed936e95b94fca284b31ae5d291e66fc9e87594b30058a7e2b",
    "1699, 224, aaa0079f3a5361f99a0247333a003aa84487298d54d0155b588773f7038804ae"
  })
  void catsAndDogsAreTheSameBytesEverywhere(int number, int side, String sha256) {
    assertThat(drawing(DrawnSource.catsAndDogs(1700), number, side)).isEqualTo(sha256);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 88ff23bdd78e62a342df89082dcb88d7f56290cf5176ff865822914b2faefee4",
    "1, 0888a1a929a5fd2ea30516351aa6e166fccc8bc3a7ac3ab44ae716d8c5a98f0a",
    "2, 139dd7a48a678e9a80c2a27f5b6d2913adc3d451d376a78e5b011724779dd734",
    "3, 44ca09e03798c6dc41d7bab9b26c25535f361b6d1cdd616a8cb93c267c1e7046",
    "4, 6d255b1d5bbd7bd605f9f039641237ad4cd782b786dc87244735b1aebcdd25e0",
    "5, 48375bbd0808193a712437a427d8b9c9fbc277820b0f7bbc223d1ff0264ea04a"
  })
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
