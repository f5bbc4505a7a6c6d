package io.github.dropblock.harness.cudnn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.util.ConvolutionUtils;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class AxisWindowTest {
  @Test
  void fitsAsManyPlacesAsDeeplearning4jCounts() {
    int compared = 0;
    for (Case one : cases()) {
      AxisWindow window = new AxisWindow(one.kernel, one.stride, one.padding, one.dilation);
      int reach = (one.kernel - 1) * one.dilation + 1;
      if (reach > one.cells + 2 * one.padding) {
        continue;
      }
      assertThat(window.output(one.cells))
          .as("%s", one)
          .isEqualTo(one.output(ConvolutionMode.Truncate));
      assertThat(window.suits(one.cells, ConvolutionMode.Truncate)).isTrue();
      compared++;
    }
    assertThat(compared).isGreaterThan(400);
  }

  /** In mode Same, DL4J pads as much as it takes, and hands over the padding of the near end. */
  @Test
  void suitsModeSameExactlyWhereBothEndsArePaddedAlike() {
    List<Boolean> suited = new ArrayList<>();
    for (Case one : cases()) {
      if (one.kernel < one.stride) {
        // DL4J works out a negative padding for some, and refuses it.
        continue;
      }
      int output = one.output(ConvolutionMode.Same);
      int[] near = one.padding(output, true);
      int[] far = one.padding(output, false);
      AxisWindow window =
          new AxisWindow(one.kernel, one.stride, Math.max(0, near[0]), one.dilation);
      boolean alike = near[0] == far[0];
      assertThat(window.suits(one.cells, ConvolutionMode.Same)).as("%s", one).isEqualTo(alike);
      if (alike) {
        assertThat(window.output(one.cells)).isEqualTo(output);
      }
      suited.add(alike);
    }
    assertThat(suited).contains(true, false);
  }

  @Test
  void refusesWhatIsNoWindow() {
    assertThatThrownBy(() -> new AxisWindow(0, 1, 0, 1))
        .hasMessage("kernel 0, stride 1, padding 0, dilation 1");
  }

  private record Case(int cells, int kernel, int stride, int padding, int dilation) {
    private int output(ConvolutionMode mode) {
      INDArray map = Nd4j.createUninitialized(1, 1, cells, cells);
      return ConvolutionUtils.getOutputSize(
          map,
          twice(kernel),
          twice(stride),
          mode == ConvolutionMode.Same ? null : twice(padding),
          mode,
          twice(dilation),
          CNN2DFormat.NCHW)[0];
    }

    private int[] padding(int output, boolean near) {
      return near
          ? ConvolutionUtils.getSameModeTopLeftPadding(
              twice(output), twice(cells), twice(kernel), twice(stride), twice(dilation))
          : ConvolutionUtils.getSameModeBottomRightPadding(
              twice(output), twice(cells), twice(kernel), twice(stride), twice(dilation));
    }

    private static int[] twice(int number) {
      return new int[] {number, number};
    }
  }

  private static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (int cells : new int[] {5, 8, 13, 32}) {
      for (int kernel : new int[] {1, 2, 3, 5, 7, 11}) {
        for (int stride = 1; stride <= 4; stride++) {
          for (int dilation = 1; dilation <= 2; dilation++) {
            for (int padding = 0; padding <= kernel / 2; padding++) {
              cases.add(new Case(cells, kernel, stride, padding, dilation));
            }
          }
        }
      }
    }
    return cases;
  }
}
