package io.github.dropblock.harness.train;

import io.github.dropblock.harness.backend.Backend;
import io.github.dropblock.harness.backend.Step;
import io.github.dropblock.harness.draw.DrawnSource;
import io.github.dropblock.harness.experiment.Augmentation;
import io.github.dropblock.harness.experiment.Cell;
import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Phase;
import io.github.dropblock.harness.experiment.Profile;
import io.github.dropblock.harness.experiment.Regularizer;
import io.github.dropblock.harness.files.Json;
import io.github.dropblock.harness.images.ImageProgress;
import io.github.dropblock.harness.images.PixelCache;
import io.github.dropblock.harness.images.SplitManifest;
import io.github.dropblock.harness.rundir.CellDirectory;
import io.github.dropblock.harness.rundir.CellSettings;
import io.github.dropblock.harness.rundir.DataReference;
import io.github.dropblock.harness.rundir.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A narrow network on a few drawn images, in a folder of its own. */
record TestCell(Path images, CellDirectory directory, Step step) {
  static final Augmentation AUGMENTATION = new Augmentation(15, 0.875);
  static final int IMAGE_SIZE = 32;
  static final int BATCH = 8;

  /** 20 to train, 8 to validate, 6 to test. */
  private static final int IMAGES = 34;

  TestCell(Path images, Path folder) throws IOException {
    this(images, folder, null);
  }

  /** Whose steps are computed so; null for DL4J. */
  TestCell(Path images, Path folder, Step step) throws IOException {
    this(images, new CellDirectory(Files.createDirectories(folder)), step);
  }

  ExitCode train(Network network, Regularizer regularizer, long seed, Phase... phases)
      throws IOException {
    Json.write(directory.settingsFile(), settings(network, regularizer, seed, phases));
    return CellMain.train(directory);
  }

  CellSettings settings(Network network, Regularizer regularizer, long seed, Phase... phases)
      throws IOException {
    return settings(network, regularizer, 1 / 16.0, seed, phases);
  }

  CellSettings settings(
      Network network, Regularizer regularizer, double width, long seed, Phase... phases)
      throws IOException {
    SplitManifest manifest = manifest();
    Path split = images.resolve("split.csv");
    manifest.write(split);
    try (PixelCache pixels = pixels(manifest)) {
      return new CellSettings(
          CellSettings.SCHEMA,
          new Cell(network, regularizer, seed),
          Profile.SMOKE.protocol().toBuilder()
              .imageSize(IMAGE_SIZE)
              .width(width)
              .batchSize(BATCH)
              .phases(network, List.of(phases))
              .rotation(AUGMENTATION.rotation())
              .crop(AUGMENTATION.crop())
              .build()
              .training(network),
          new DataReference(
              split.toString(),
              pixels.file().toString(),
              manifest.fingerprint(),
              manifest.classes()),
          null,
          Backend.CPU,
          "1.0.0-M1.1",
          regularizer.generator(),
          step);
    }
  }

  static SplitManifest manifest() throws IOException {
    return SplitManifest.of(DrawnSource.catsAndDogs(IMAGES), IMAGES, ImageProgress.SILENT);
  }

  PixelCache pixels(SplitManifest manifest) throws IOException {
    return PixelCache.openOrBuild(
        images,
        DrawnSource.catsAndDogs(IMAGES),
        manifest,
        AUGMENTATION.sourceSize(IMAGE_SIZE),
        ImageProgress.SILENT);
  }
}
