package io.github.dropblock.harness.archive;

import io.github.dropblock.harness.experiment.Cell;
import io.github.dropblock.harness.experiment.Network;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names of what an archive holds: those of a run directory's files, and no others. Nothing that
 * leads out of the folder that it is unpacked in has such a name.
 */
final class EntryNames {
  static final String RUN = "run.json";
  static final String SPLIT = "data/split.csv";
  static final String PRETRAINING_SPLIT = "data/pretraining.csv";
  static final String CHECKPOINT = "checkpoint.zip";

  private static final Pattern OF_A_FOLDER =
      Pattern.compile(
          "((?:cells|pretrained)/[a-z0-9]+(?:-[a-z0-9]+)*)/(?:settings\\.json|metrics\\.csv"
              + "|predictions\\.csv|result\\.json|feature-maps\\.json|checkpoint\\.zip|SHA256SUMS)");

  private EntryNames() {}

  static boolean known(String name) {
    return name.equals(RUN)
        || name.equals(SPLIT)
        || name.equals(PRETRAINING_SPLIT)
        || OF_A_FOLDER.matcher(name).matches();
  }

  static boolean checkpoint(String name) {
    return name.endsWith("/" + CHECKPOINT);
  }

  /** The folder of a cell's file; empty for files of the whole run. */
  static Optional<String> folder(String name) {
    Matcher parts = OF_A_FOLDER.matcher(name);
    return parts.matches() ? Optional.of(parts.group(1)) : Optional.empty();
  }

  static String folder(Cell cell) {
    return "cells/" + cell.id();
  }

  static String folderOfPretraining(Network network) {
    return "pretrained/" + network.id();
  }
}
