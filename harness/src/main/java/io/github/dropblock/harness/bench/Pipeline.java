package io.github.dropblock.harness.bench;

import io.github.dropblock.harness.batch.Augmenter;
import io.github.dropblock.harness.batch.Batch;
import io.github.dropblock.harness.batch.Batches;
import io.github.dropblock.harness.experiment.Augmentation;
import io.github.dropblock.harness.images.DecodedImages;
import io.github.dropblock.harness.images.ImageEntry;
import io.github.dropblock.harness.images.ImageProgress;
import io.github.dropblock.harness.images.ImageSource;
import io.github.dropblock.harness.images.PixelCache;
import io.github.dropblock.harness.images.SplitManifest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Measures the stages between a photo and a batch.
 *
 * @param cache folder for decoded images; what is measured there is deleted
 * @param threads that make batches
 */
record Pipeline(
    ImageSource source,
    SplitManifest manifest,
    Augmentation augmentation,
    int batchSize,
    int threads,
    Path cache,
    Stopwatch stopwatch) {

  List<StageSpeed> measure(int size) throws IOException {
    int side = augmentation.sourceSize(size);
    try {
      StageSpeed decode = stopwatch.time("decode", size, () -> decodeAll(side));
      Path file;
      StageSpeed build;
      try (PixelCache built = open(side)) {
        file = built.file();
      }
      Files.delete(file);
      build =
          stopwatch.once(
              "decode into the cache",
              size,
              () -> {
                open(side).close();
                return manifest.rows().size();
              });
      StageSpeed cached;
      try (PixelCache pixels = open(side)) {
        cached = batches("augment from the cache", size, pixels);
      }
      Files.delete(file);
      StageSpeed uncached =
          batches("decode and augment", size, new DecodedEachTime(source, manifest, side));
      return List.of(decode, build, cached, uncached);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private PixelCache open(int side) {
    try {
      return PixelCache.openOrBuild(cache, source, manifest, side, ImageProgress.SILENT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private long decodeAll(int side) {
    DecodedEachTime photos = new DecodedEachTime(source, manifest, side);
    int images = manifest.rows().size();
    IntStream.range(0, images).parallel().forEach(photos::decode);
    return images;
  }

  /** An epoch after another of training batches. */
  private StageSpeed batches(String stage, int size, DecodedImages images) {
    Augmenter augmenter = new Augmenter(images, size, augmentation, 1);
    int[] epoch = {0};
    return stopwatch.time(
        stage,
        size,
        () -> {
          long count = 0;
          try (Batches batches =
              Batches.training(augmenter, manifest, batchSize, 1, ++epoch[0], threads)) {
            for (Batch batch : batches) {
              count += batch.count();
            }
          }
          return count;
        });
  }

  /** What the cache saves: the same images, decoded whenever one is asked for. */
  private record DecodedEachTime(ImageSource source, SplitManifest manifest, int side)
      implements DecodedImages {
    @Override
    public void read(int image, byte[] planes) {
      byte[] decoded = decode(image);
      System.arraycopy(decoded, 0, planes, 0, decoded.length);
    }

    byte[] decode(int image) {
      SplitManifest.SplitImage row = manifest.rows().get(image);
      try {
        return source.decode(new ImageEntry(row.image(), row.label()), side).planes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
