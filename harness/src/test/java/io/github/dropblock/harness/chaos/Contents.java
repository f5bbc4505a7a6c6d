package io.github.dropblock.harness.chaos;

import io.github.dropblock.harness.files.Sha256;
import io.github.dropblock.harness.rundir.CellDirectory;
import io.github.dropblock.harness.rundir.CellResult;
import io.github.dropblock.harness.rundir.EpochMetrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** What runs must agree on: all that their files hold, but for times and for paths. */
public final class Contents {
  private Contents() {}

  /** By the file's name, or by that of a part of it. */
  static Map<String, String> of(Path folder) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    Path run = RunMain.directory(folder).path();
    for (Path file : files(run.resolve("data"))) {
      contents.put(name(folder, file), Files.readString(file));
    }
    for (Path file : files(folder.resolve("cache"))) {
      if (file.toString().endsWith(".pixels")) {
        contents.put(name(folder, file), Sha256.of(Files.readAllBytes(file)));
      }
    }
    for (CellDirectory cell : cells(folder)) {
      String name = name(folder, cell.path());
      contents.put(name + " metrics", withoutTimes(cell.metrics()).toString());
      contents.put(name + " result", withoutTimes(cell.result().orElseThrow()).toString());
      contents.put(name + " predictions", Files.readString(cell.predictionsFile()));
      contents.putAll(entries(name, cell.checkpointFile()));
    }
    return contents;
  }

  /** Folders of cells and of pretraining. */
  static List<CellDirectory> cells(Path folder) throws IOException {
    Path run = RunMain.directory(folder).path();
    return Stream.concat(
            children(run.resolve("cells")).stream(), children(run.resolve("pretrained")).stream())
        .map(CellDirectory::new)
        .toList();
  }

  private static Map<String, String> entries(String cell, Path zip) throws IOException {
    Map<String, String> entries = new TreeMap<>();
    try (ZipFile file = new ZipFile(zip.toFile())) {
      for (ZipEntry entry : Collections.list(file.entries())) {
        entries.put(
            cell + " checkpoint " + entry.getName(),
            Sha256.of(file.getInputStream(entry).readAllBytes()));
      }
    }
    return entries;
  }

  /** What of a training is the same every time. */
  public static List<EpochMetrics> withoutTimes(List<EpochMetrics> rows) {
    return rows.stream()
        .map(
            row ->
                new EpochMetrics(
                    row.epoch(),
                    row.phase(),
                    row.trainLoss(),
                    row.trainAcc(),
                    row.valLoss(),
                    row.valAcc(),
                    0,
                    0))
        .toList();
  }

  private static CellResult withoutTimes(CellResult result) {
    return new CellResult(
        result.schema(),
        result.epochs(),
        result.testImages(),
        result.testCorrect(),
        result.testLoss(),
        result.parameters(),
        0,
        result.backend(),
        result.drops(),
        null,
        result.machine());
  }

  private static String name(Path folder, Path file) {
    return folder.relativize(file).toString();
  }

  private static List<Path> children(Path folder) throws IOException {
    if (Files.notExists(folder)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(folder)) {
      return children.sorted().toList();
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    return children(folder).stream().filter(Files::isRegularFile).toList();
  }
}
