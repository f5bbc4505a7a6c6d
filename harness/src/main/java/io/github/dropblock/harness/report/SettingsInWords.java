package io.github.dropblock.harness.report;

import io.github.dropblock.harness.experiment.Augmentation;
import io.github.dropblock.harness.experiment.DropBlockSettings;
import io.github.dropblock.harness.experiment.KeepSchedule;
import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Phase;
import io.github.dropblock.harness.experiment.Placement;
import io.github.dropblock.harness.format.Numbers;
import java.util.List;
import java.util.stream.Collectors;

/** SettingsInWords in words. */
final class SettingsInWords {
  private SettingsInWords() {}

  /** As {@code 100 epochs AdaDelta at 1, then 500 epochs AdaMax at 0.002}. */
  static String phases(List<Phase> phases) {
    return phases.stream().map(SettingsInWords::phase).collect(Collectors.joining(", then "));
  }

  static String dropBlock(DropBlockSettings settings) {
    return "p = "
        + Numbers.plain(settings.keepProbability())
        + (settings.schedule() == KeepSchedule.LINEAR ? ", linear from 1" : ", constant")
        + ", s "
        + (settings.blockSize() == 0 ? "by the map's width" : "= " + settings.blockSize());
  }

  /** As {@code AlexNet: conv1, conv2; VGG-16: block3}, for the networks of a run. */
  static String placement(Placement placement, List<Network> networks) {
    return networks.stream()
        .map(network -> network + ": " + String.join(", ", placement.in(network)))
        .collect(Collectors.joining("; "));
  }

  static String augmentation(Augmentation settings) {
    return "±"
        + Numbers.plain(settings.rotation())
        + "°, crop of "
        + Numbers.plain(Math.round(1000 * settings.crop()) / 10.0)
        + " % of each side";
  }

  private static String phase(Phase phase) {
    return Numbers.count(phase.epochs())
        + (phase.epochs() == 1 ? " epoch " : " epochs ")
        + phase.optimizer().title()
        + " at "
        + Numbers.plain(phase.learningRate());
  }
}
