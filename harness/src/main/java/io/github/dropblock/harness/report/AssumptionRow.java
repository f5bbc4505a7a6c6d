package io.github.dropblock.harness.report;

import io.github.dropblock.harness.experiment.Protocol;
import io.github.dropblock.harness.format.Numbers;
import io.github.dropblock.harness.paper.Assumption;
import io.github.dropblock.harness.results.RunFiles;
import io.github.dropblock.harness.rundir.RunRecord;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the paper leaves open, and what was done.
 *
 * @param decision the project's
 * @param here this run's value, absent where the decision can't be changed by a setting
 */
record AssumptionRow(String open, String decision, String why, @Nullable String here) {

  static List<AssumptionRow> all(RunFiles files) {
    return Arrays.stream(Assumption.values())
        .map(
            assumption ->
                new AssumptionRow(
                    assumption.open(),
                    assumption.decision(),
                    assumption.why(),
                    here(assumption, files.run())))
        .toList();
  }

  private static @Nullable String here(Assumption assumption, RunRecord run) {
    Protocol protocol = run.protocol();
    return switch (assumption) {
      case IMAGE_SIZE -> protocol.imageSize() + " pixels";
      case BLOCK_SIZE ->
          protocol.dropBlock().blockSize() == 0
              ? "by the map's width"
              : protocol.dropBlock().blockSize() + " cells";
      case KEEP_SCHEDULE -> SettingsInWords.dropBlock(protocol.dropBlock()).split(", s", -1)[0];
      case PLACEMENT -> SettingsInWords.placement(protocol.placement(), run.matrix().networks());
      case DROPOUT_RATE -> Numbers.plain(protocol.dropoutRate());
      case BATCH_SIZE -> Numbers.count(protocol.batchSize()) + " images";
      case TRAINED_BLOCKS -> "the last " + protocol.trainedBlocks() + " of 5 blocks";
      case AUGMENTATION -> SettingsInWords.augmentation(protocol.augmentation());
      case SAMPLE -> "manifest " + shortened(run.data().fingerprint());
      case LABELS -> labels(run.data().classes());
      default -> null;
    };
  }

  private static @Nullable String labels(List<String> classes) {
    return classes.size() == 2 ? classes.get(1) + " is 1, " + classes.get(0) + " is 0" : null;
  }

  private static String shortened(String fingerprint) {
    return fingerprint.length() > 12 ? fingerprint.substring(0, 12) + "…" : fingerprint;
  }
}
