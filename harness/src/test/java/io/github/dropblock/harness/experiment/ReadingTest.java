package io.github.dropblock.harness.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReadingTest {
  private static final Protocol PAPER = Profile.PAPER.protocol();

  @Test
  void aLinearScheduleIsOneAndChangesNothingElse() {
    Protocol read = Reading.LINEAR_SCHEDULE.of(PAPER);

    assertThat(read.dropBlock().schedule()).isEqualTo(KeepSchedule.LINEAR);
    assertThat(read.dropBlock().keepProbability()).isEqualTo(PAPER.dropBlock().keepProbability());
    assertThat(read.placement()).isEqualTo(PAPER.placement());
  }

  @Test
  void withoutStage4OnlyResNet34HasOnePlaceLess() {
    Protocol read = Reading.NO_STAGE4.of(PAPER);

    assertThat(read.placement().in(Network.RESNET_34))
        .containsExactly("stage1", "stage2", "stage3");
    assertThat(read.placement().in(Network.VGG_16)).isEqualTo(PAPER.placement().in(Network.VGG_16));
    assertThat(read.dropBlock()).isEqualTo(PAPER.dropBlock());
  }

  @ParameterizedTest
  @EnumSource
  void whatIsReadSoAlreadyStays(Reading reading) {
    assertThat(reading.of(reading.of(PAPER))).isEqualTo(reading.of(PAPER));
  }

  @ParameterizedTest
  @EnumSource
  void itsNameIsRead(Reading reading) {
    assertThat(Reading.parse(reading.id())).isEqualTo(reading);
    assertThat(reading.run("photos")).isEqualTo("photos-" + reading.id());
  }

  @Test
  void anotherNameIsRefusedWithTheReadingsThereAre() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Reading.parse("shared-masks"))
        .withMessageContainingAll("shared-masks", "linear-schedule, no-stage4");
  }
}
