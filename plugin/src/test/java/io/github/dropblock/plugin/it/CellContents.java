package io.github.dropblock.plugin.it;

import io.github.dropblock.harness.files.Sha256;
import io.github.dropblock.harness.rundir.CellDirectory;
import io.github.dropblock.harness.rundir.CellResult;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** What a cell's files hold that is the same in every run: all but times. */
final class CellContents {
  private CellContents() {}

  static Map<String, String> of(CellDirectory cell) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    cell.metrics()
        .forEach(
            row ->
                contents.put(
                    "epoch " + row.epoch(),
                    "%s %s %s %s %s"
                        .formatted(
                            row.phase(),
                            row.trainLoss(),
                            row.trainAcc(),
                            row.valLoss(),
                            row.valAcc())));
    CellResult result = cell.result().orElseThrow();
    contents.put(
        "result",
        "%d %d %s %d %s"
            .formatted(
                result.epochs(),
                result.testCorrect(),
                result.testLoss(),
                result.parameters(),
                result.drops()));
    contents.put("predictions", Files.readString(cell.predictionsFile()));
    try (ZipFile checkpoint = new ZipFile(cell.checkpointFile().toFile())) {
      for (ZipEntry entry : Collections.list(checkpoint.entries())) {
        contents.put(
            "checkpoint " + entry.getName(),
            Sha256.of(checkpoint.getInputStream(entry).readAllBytes()));
      }
    }
    return contents;
  }
}
