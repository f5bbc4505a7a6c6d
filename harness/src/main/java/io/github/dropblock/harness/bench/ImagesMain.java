package io.github.dropblock.harness.bench;

import io.github.dropblock.harness.files.Json;
import io.github.dropblock.harness.fork.ParentWatch;
import io.github.dropblock.harness.images.ImageProgress;
import io.github.dropblock.harness.images.ImageSource;
import io.github.dropblock.harness.images.ImageSources;
import io.github.dropblock.harness.images.SplitManifest;
import io.github.dropblock.harness.rundir.ExitCode;
import java.io.IOException;
import java.nio.file.Path;

/**
 * What a forked JVM runs to measure the stages between a photo and a batch: a JVM as the cells are
 * given, since Maven's own lacks what makes batches fast.
 */
public final class ImagesMain {
  private ImagesMain() {}

  /** Ends the JVM with one of {@link ExitCode}. Its one argument is the folder of its order. */
  public static void main(String[] arguments) {
    ParentWatch.start();
    ExitCode end = ExitCode.DONE;
    try {
      measure(Path.of(arguments[0]));
    } catch (IOException e) {
      System.err.println(e.getMessage());
      end = ExitCode.BAD_DATA;
    }
    System.exit(end.code());
  }

  static void measure(Path folder) throws IOException {
    ImagesOrder order = ImagesOrder.read(folder);
    try (ImageSource source = ImageSources.open(Path.of(order.photos()), folder)) {
      SplitManifest manifest = SplitManifest.of(source, order.images(), ImageProgress.SILENT);
      Pipeline pipeline =
          new Pipeline(
              source,
              manifest,
              order.augmentation(),
              order.batchSize(),
              order.threads(),
              folder.resolve("cache"),
              new Stopwatch(order.seconds()));
      Json.write(StepsOrder.answer(folder), new StageSpeeds(pipeline.measure(order.imageSize())));
    }
  }
}
