package io.github.dropblock.harness.bench;

import io.github.dropblock.harness.experiment.Augmentation;
import io.github.dropblock.harness.files.Json;
import java.io.IOException;
import java.nio.file.Path;

/**
 * What {@link ImagesMain} is to measure. Order and answer, {@link StageSpeeds}, lie where those of
 * steps do.
 *
 * @param photos a folder or zip
 * @param images of them that are taken at most
 * @param imageSize side of a network's input, pixels
 * @param batchSize images
 * @param threads that make batches
 * @param seconds for each stage, after warming up
 */
record ImagesOrder(
    String photos,
    int images,
    int imageSize,
    Augmentation augmentation,
    int batchSize,
    int threads,
    double seconds) {
  void write(Path folder) throws IOException {
    Json.write(StepsOrder.file(folder), this);
  }

  static ImagesOrder read(Path folder) throws IOException {
    return Json.read(StepsOrder.file(folder), ImagesOrder.class);
  }
}
