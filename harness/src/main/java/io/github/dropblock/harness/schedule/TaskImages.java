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

/** A task's images on their way to its cells: chosen and split first, then decoded. */
final class TaskImages {
  /** What the paper uses of Kaggle's photos (§2). */
  private static final int PAPER_IMAGES = 17_000;

  private final ImageSource source;
  private final Path splitFile;
  private final SplitManifest manifest;
  private final String fingerprint;
  private final ProgressListener listener;
  private String pixels = "";

  /** Chooses and splits a source's images. Writes nothing but what the choice remembers. */
  TaskImages(ImageSource source, SplitChoice choice, Path splitFile, ProgressListener listener)
      throws IOException {
    this.source = source;
    this.splitFile = splitFile;
    this.listener = listener;
    this.manifest = choice.of(source, announcing("splitting " + source.description()));
    this.fingerprint = manifest.fingerprint();
  }

  /** The images that a fine-tuned network is pretrained on. */
  static TaskImages ofSourceTask(RunRequest request, ImageSource source, ProgressListener listener)
      throws IOException {
    return new TaskImages(
        source,
        new SplitChoice(
            request.protocol().pretraining().images(), Optional.empty(), request.cache()),
        request.directory().pretrainingSplitFile(),
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
        fingerprint);
  }

  private int count(Split split) {
    return manifest.indices(split).size();
  }

  /**
   * The images as a cell's settings name them; without a file of pixels before they are decoded.
   */
  DataReference reference() {
    return new DataReference(
        splitFile.toAbsolutePath().toString(), pixels, fingerprint, manifest.classes());
  }

  /**
   * Writes the split manifest and decodes the images, or finds them decoded.
   *
   * @param cache folder for the pixels
   * @param side of the square images, pixels
   */
  void decode(Path cache, int side) throws IOException {
    manifest.write(splitFile);
    try (PixelCache decoded =
        PixelCache.openOrBuild(
            cache, source, manifest, side, announcing("decoding " + source.description()))) {
      pixels = decoded.file().toAbsolutePath().toString();
    }
  }

  /** Passes on what is new in whole per cent: a line per image would flood a log. */
  private ImageProgress announcing(String what) {
    return (done, total) -> {
      if (100 * done / total > 100 * (done - 1) / total) {
        listener.preparing(what, done, total);
      }
    };
  }
}
