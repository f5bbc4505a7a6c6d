package io.github.dropblock.harness.data;

import java.io.Closeable;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * One pass over images in batches; the last may be smaller. A thread of its own makes the next
 * batches while the network works on one. Can be gone through once.
 */
public final class Batches implements Iterable<Batch>, Closeable {
  private static final int AHEAD = 2;

  private final BlockingQueue<Item> queue = new ArrayBlockingQueue<>(AHEAD);
  private final Thread producer;
  private boolean taken;

  /** What the producer hands over: a batch, the end (neither), or what went wrong. */
  private record Item(Optional<Batch> batch, Optional<Throwable> failure) {}

  /** Writes an image at an offset. */
  @FunctionalInterface
  private interface Cut {
    void write(int image, float[] target, int offset);
  }

  private Batches(
      Augmenter augmenter, SplitManifest manifest, int[] order, int batchSize, Cut cut) {
    if (batchSize < 1) {
      throw new IllegalArgumentException("batch size is " + batchSize + "; it must be 1 or more");
    }
    int values = Pixels.CHANNELS * augmenter.size() * augmenter.size();
    this.producer = new Thread(() -> produce(manifest, order, batchSize, values, cut), "batches");
    producer.setDaemon(true);
    producer.start();
  }

  /**
   * The training images, randomly cropped, in an order shuffled anew each epoch.
   *
   * @param seed that the order comes from
   * @param epoch counted from 1 over all phases
   */
  public static Batches training(
      Augmenter augmenter, SplitManifest manifest, int batchSize, long seed, int epoch) {
    int[] order = order(manifest, Split.TRAIN);
    new Dice(seed, epoch).shuffle(order);
    return new Batches(
        augmenter,
        manifest,
        order,
        batchSize,
        (image, target, offset) -> augmenter.random(image, epoch, target, offset));
  }

  /** The images of a split, each its centre crop, in the manifest's order. */
  public static Batches inOrder(
      Augmenter augmenter, SplitManifest manifest, Split split, int batchSize) {
    return new Batches(augmenter, manifest, order(manifest, split), batchSize, augmenter::centre);
  }

  private static int[] order(SplitManifest manifest, Split split) {
    return manifest.indices(split).stream().mapToInt(Integer::intValue).toArray();
  }

  private void produce(SplitManifest manifest, int[] order, int batchSize, int values, Cut cut) {
    try {
      try {
        for (int from = 0; from < order.length; from += batchSize) {
          int count = Math.min(batchSize, order.length - from);
          queue.put(item(batch(manifest.rows(), order, from, count, values, cut)));
        }
        queue.put(new Item(Optional.empty(), Optional.empty()));
      } catch (RuntimeException | Error e) {
        queue.put(new Item(Optional.empty(), Optional.of(e)));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed
    }
  }

  private static Item item(Batch batch) {
    return new Item(Optional.of(batch), Optional.empty());
  }

  private static Batch batch(
      List<SplitManifest.Row> rows, int[] order, int from, int count, int values, Cut cut) {
    int[] images = new int[count];
    int[] labels = new int[count];
    float[] pixels = new float[count * values];
    for (int i = 0; i < count; i++) {
      images[i] = order[from + i];
      labels[i] = rows.get(images[i]).label();
      cut.write(images[i], pixels, i * values);
    }
    return new Batch(images, labels, pixels);
  }

  /**
   * The batches. Its methods throw what went wrong while a batch was made.
   *
   * @throws IllegalStateException the second time
   */
  @Override
  public Iterator<Batch> iterator() {
    if (taken) {
      throw new IllegalStateException("batches can be gone through once");
    }
    taken = true;
    return new Iterator<>() {
      private Item next = take();

      @Override
      public boolean hasNext() {
        next.failure().ifPresent(Batches::rethrow);
        return next.batch().isPresent();
      }

      @Override
      public Batch next() {
        if (!hasNext()) {
          throw new NoSuchElementException("no batch is left");
        }
        Batch batch = next.batch().get();
        next = take();
        return batch;
      }
    };
  }

  private Item take() {
    try {
      return queue.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for a batch", e);
    }
  }

  private static void rethrow(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) failure;
  }

  /** Ends the thread that makes batches. */
  @Override
  public void close() {
    producer.interrupt();
  }
}
