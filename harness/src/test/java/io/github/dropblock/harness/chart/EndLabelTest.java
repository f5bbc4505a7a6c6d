package io.github.dropblock.harness.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class EndLabelTest {
  private static final PlotArea FRAME = new PlotArea(430, 250, 46, 22, 344, 208);

  @Test
  void aNameStandsAtItsLinesEnd() {
    EndLabel label = EndLabel.beside(List.of(line("None", 344, 100)), FRAME).get(0);

    assertThat(label.y()).isEqualTo(100);
    assertThat(label.led()).isFalse();
  }

  @Test
  void namesOfLinesThatEndTogetherKeepTheirOrderAndApart() {
    List<EndLabel> labels =
        EndLabel.beside(
            List.of(
                line("None", 344, 101),
                line("Dropout", 344, 100),
                line("Dropout & DropBlock", 344, 102)),
            FRAME);

    assertThat(labels)
        .extracting(EndLabel::words)
        .containsExactly(List.of("Dropout"), List.of("None"), List.of("Dropout &", "DropBlock"));
    assertThat(labels.get(1).y() - labels.get(0).y()).isGreaterThanOrEqualTo(EndLabel.LINE);
    assertThat(labels.get(2).y() - labels.get(1).y()).isGreaterThanOrEqualTo(1.5 * EndLabel.LINE);
    assertThat(labels.get(2).led()).isTrue();
  }

  @Test
  void namesStayBesideThePlotWhereAllLinesEndAtItsFoot() {
    List<EndLabel> labels =
        EndLabel.beside(
            List.of(line("None", 344, 207), line("Dropout", 344, 208), line("DropBlock", 344, 208)),
            FRAME);

    assertThat(labels).allMatch(label -> label.y() < FRAME.bottom() + EndLabel.LINE / 2);
    assertThat(labels.get(2).y() - labels.get(0).y()).isGreaterThanOrEqualTo(2 * EndLabel.LINE);
  }

  @Test
  void aLineThatEndsEarlyIsLedToItsName() {
    assertThat(EndLabel.beside(List.of(line("None", 90, 100)), FRAME).get(0).led()).isTrue();
  }

  private static LossChart.Line line(String title, double x, double y) {
    return new LossChart.Line("none", title, null, "", List.of(new LossChart.Point(x, y)));
  }
}
