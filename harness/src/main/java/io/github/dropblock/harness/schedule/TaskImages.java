package io.github.dropblock.harness.schedule;

import io.github.dropblock.harness.images.ImageProgress;
import io.github.dropblock.harness.images.ImageSource;
import io.github.dropblock.harness.images.PixelCache;
import io.github.dropblock.harness.images.Split;
import io.github.dropblock.harness.images.SplitChoice;
import io.github.dropblock.harness.images.SplitManifest;
import io.github.dropblock.harness.progress.ProgressListener;
import io.github.dropblock.harness.rundir.DataReference;
import io.github.dropblock.harness.rundir.RunRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A task's images, chosen and split. Where their manifest and their pixels will lie is known before
 * either is written, so settings that name them are final from the start.
 */
final class TaskImages {
  /** What the paper uses of Kaggle's photos (§2). */
  private static final int PAPER_IMAGES = 17_000;

  private final ImageSource source;
  private final SplitManifest manifest;
  private final Path splitFile;
  private final Path cache;
  private final int side;
  private final DataReference reference;

  private TaskImages(
      ImageSource source, SplitManifest manifest, Path splitFile, Path cache, int side) {
    this.source = source;
    this.manifest = manifest;
    this.splitFile = splitFile;
    this.cache = cache;
    this.side = side;
    this.reference =
        new DataReference(
            splitFile.toAbsolutePath().toString(),
            PixelCache.file(cache, manifest, side).toAbsolutePath().toString(),
            manifest.fingerprint(),
            manifest.classes());
  }

  /**
   * Chooses and splits a source's images. Writes nothing but what the choice remembers.
   *
   * @param splitFile where the manifest will go
   * @param side of the decoded images, pixels
   */
  static TaskImages choose(
      ImageSource source, SplitChoice choice, Path splitFile, int side, ProgressListener listener)
      throws IOException {
    SplitManifest manifest =
        choice.of(source, announcing(listener, "splitting " + source.description()));
    return new TaskImages(source, manifest, splitFile, choice.cache(), side);
  }

  /** The images that a run's cells are about. */
  static TaskImages ofCells(RunRequest request, ImageSource source, ProgressListener listener)
      throws IOException {
    return choose(
        source,
        new SplitChoice(
            request.protocol().images(), request.inputs().split(), request.inputs().cache()),
        request.directory().splitFile(),
        request.protocol().decodedSide(),
        listener);
  }

  /** The images that a fine-tuned network is pretrained on. */
  static TaskImages ofSourceTask(RunRequest request, ImageSource source, ProgressListener listener)
      throws IOException {
    return choose(
        source,
        new SplitChoice(
            request.protocol().pretraining().images(), Optional.empty(), request.inputs().cache()),
        request.directory().pretrainingSplitFile(),
        request.protocol().decodedSide(),
        listener);
  }

  RunRecord.DataSummary summary() {
    return new RunRecord.DataSummary(
        source.description(),
        source.drawn(),
        source.kaggle() && manifest.rows().size() == PAPER_IMAGES,
        manifest.classes(),
        count(Split.TRAIN),
        count(Split.VALIDATION),
        count(Split.TEST),
        manifest.rejected().stream().map(image -> image.image() + ": " + image.reason()).toList(),
        manifest.remarks(),
        manifest.fingerprint());
  }

  private int count(Split split) {
    return manifest.indices(split).size();
  }

  /** How many are trained on in an epoch. */
  int training() {
    return count(Split.TRAIN);
  }

  /** The images as a cell's settings name them. */
  DataReference reference() {
    return reference;
  }

  /** Writes the split manifest, which says what was trained on. */
  void writeSplit() throws IOException {
    manifest.write(splitFile);
  }

  /** Decodes the images, or finds them decoded. */
  void decode(ProgressListener listener) throws IOException {
    PixelCache.openOrBuild(
            cache, source, manifest, side, announcing(listener, "decoding " + source.description()))
        .close();
  }

  /** Passes on what is new in whole per cent: a line per image would flood a log. */
  private static ImageProgress announcing(ProgressListener listener, String what) {
    return (done, total) -> {
      if (100 * done / total > 100 * (done - 1) / total) {
        listener.preparing(what, done, total);
      }
    };
  }
}
