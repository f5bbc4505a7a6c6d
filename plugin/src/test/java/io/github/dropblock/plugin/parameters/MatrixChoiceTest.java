package io.github.dropblock.plugin.parameters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.dropblock.harness.experiment.Matrix;
import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Regularizer;
import java.util.List;
import org.junit.jupiter.api.Test;

class MatrixChoiceTest {
  @Test
  void readsNamesAndCountsSeeds() {
    Matrix matrix =
        new MatrixChoice(List.of("VGG16"), List.of("none", "Dropout & DropBlock"), 3, 5).matrix();

    assertThat(matrix)
        .isEqualTo(
            new Matrix(
                List.of(Network.VGG_16),
                List.of(Regularizer.NONE, Regularizer.DROPOUT_DROPBLOCK),
                List.of(5L, 6L, 7L)));
  }

  @Test
  void takesANetworkNamedTwiceOnce() {
    assertThat(new MatrixChoice(List.of("alexnet", "AlexNet"), List.of("none"), 1, 1).matrix())
        .extracting(Matrix::networks)
        .isEqualTo(List.of(Network.ALEXNET));
  }

  @Test
  void anUnknownNetworkIsNamedWithThoseThereAreAndTheParameter() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new MatrixChoice(List.of("alexnet", "lenet"), List.of("none"), 1, 1).matrix())
        .withMessage(
            "unknown network 'lenet'; choose from alexnet, resnet-34, vgg-16"
                + " (-Ddropblock.networks=alexnet,lenet)");
  }

  @Test
  void noSeedsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MatrixChoice(List.of("alexnet"), List.of("none"), 0, 1).matrix())
        .withMessage("it must be 1 or more (-Ddropblock.seeds=0)");
  }

  @Test
  void seedsBeyondTheLargestNumberAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new MatrixChoice(List.of("alexnet"), List.of("none"), 2, Long.MAX_VALUE).matrix())
        .withMessage(
            "2 seeds from there run past the largest number, 9223372036854775807; give a smaller one"
                + " (-Ddropblock.firstSeed=9223372036854775807)");
    assertThat(new MatrixChoice(List.of("alexnet"), List.of("none"), 1, Long.MAX_VALUE).matrix())
        .extracting(Matrix::seeds)
        .isEqualTo(List.of(Long.MAX_VALUE));
  }

  @Test
  void aNegativeFirstSeedIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MatrixChoice(List.of("alexnet"), List.of("none"), 1, -1).matrix())
        .withMessage("it must be 0 or more (-Ddropblock.firstSeed=-1)");
  }
}
