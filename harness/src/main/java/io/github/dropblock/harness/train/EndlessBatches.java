package io.github.dropblock.harness.train;

import io.github.dropblock.harness.batch.Augmenter;
import io.github.dropblock.harness.batch.Batch;
import io.github.dropblock.harness.batch.Batches;
import io.github.dropblock.harness.images.SplitManifest;
import io.github.dropblock.harness.rundir.CellSettings;
import java.io.Closeable;
import java.util.Iterator;
import java.util.stream.Stream;

/** Full training batches, epoch after epoch, and how long one had to wait for them. */
final class EndlessBatches implements Closeable {
  private final Augmenter augmenter;
  private final SplitManifest manifest;
  private final CellSettings settings;
  private int epoch;
  private long waited;
  private Batches batches;
  private Iterator<Batch> iterator;

  EndlessBatches(Augmenter augmenter, SplitManifest manifest, CellSettings settings) {
    this.augmenter = augmenter;
    this.manifest = manifest;
    this.settings = settings;
    nextEpoch();
  }

  private void nextEpoch() {
    epoch++;
    batches =
        Batches.training(
            augmenter,
            manifest,
            settings.training().batchSize(),
            settings.cell().seed(),
            epoch,
            CellMain.batchThreads());
    iterator = batches.iterator();
  }

  /** The next batch; one that an epoch's end left smaller is passed over. */
  Batch next() {
    long start = System.nanoTime();
    try {
      while (iterator.hasNext()) {
        Batch batch = iterator.next();
        if (batch.count() == settings.training().batchSize()) {
          return batch;
        }
      }
    } finally {
      waited += System.nanoTime() - start;
    }
    close();
    nextEpoch();
    return next();
  }

  /** The next batches, each made when it is asked for. */
  Iterable<Batch> next(int count) {
    return () -> Stream.generate(this::next).limit(count).iterator();
  }

  /** Nanoseconds that callers have waited so far. */
  long waited() {
    return waited;
  }

  @Override
  public void close() {
    batches.close();
  }
}
