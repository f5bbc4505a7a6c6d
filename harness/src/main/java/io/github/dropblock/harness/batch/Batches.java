package io.github.dropblock.harness.batch;

import io.github.dropblock.harness.experiment.SplitMix64;
import io.github.dropblock.harness.images.Pixels;
import io.github.dropblock.harness.images.Split;
import io.github.dropblock.harness.images.SplitManifest;
import java.io.Closeable;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * One pass over images in batches; the last may be smaller. Threads of its own make the next
 * batches while the network works on one; how many they are changes no byte. Can be gone through
 * once.
 */
public final class Batches implements Iterable<Batch>, Closeable {
  /** More could keep no network busy longer, and each holds a batch on the heap. */
  public static final int MOST_THREADS = 8;

  private final int[] order;
  private final int batchSize;
  private final Recipe recipe;
  private final ExecutorService makers;
  private final Queue<Future<Batch>> ahead = new ArrayDeque<>();
  private int submitted;

  /** What the network works on; null before the first batch and after the last. */
  private @Nullable Batch inUse;

  private boolean taken;

  /** Writes an image at an offset. */
  @FunctionalInterface
  private interface Cut {
    void write(int image, float[] target, int offset);
  }

  /** How images become a batch. */
  private record Recipe(List<SplitManifest.SplitImage> rows, int values, Cut cut, Buffers buffers) {
    Batch batch(int... images) {
      int[] labels = new int[images.length];
      float[] pixels = buffers.take(images.length * values);
      for (int i = 0; i < images.length; i++) {
        labels[i] = rows.get(images[i]).label();
        cut.write(images[i], pixels, i * values);
      }
      return new Batch(images, labels, pixels);
    }
  }

  private Batches(int[] order, int batchSize, int threads, Recipe recipe) {
    if (batchSize < 1) {
      throw new IllegalArgumentException("batch size is " + batchSize + "; it must be 1 or more");
    }
    if (threads < 1 || threads > MOST_THREADS) {
      throw new IllegalArgumentException(
          "threads that make batches are %s; there must be 1 to %s"
              .formatted(threads, MOST_THREADS));
    }
    this.order = order;
    this.batchSize = batchSize;
    this.recipe = recipe;
    this.makers = Executors.newFixedThreadPool(threads, Batches::thread);
    // One more than there are threads, so that none stands idle while the network takes a batch.
    for (int i = 0; i <= threads; i++) {
      submit();
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "batches");
    thread.setDaemon(true);
    return thread;
  }

  /** {@link #training(Augmenter, SplitManifest, int, long, int, int)} with one thread. */
  public static Batches training(
      Augmenter augmenter, SplitManifest manifest, int batchSize, long seed, int epoch) {
    return training(augmenter, manifest, batchSize, seed, epoch, 1);
  }

  /**
   * The training images, randomly cropped, in an order shuffled anew each epoch.
   *
   * @param seed that the order comes from
   * @param epoch counted from 1 over all phases
   * @param threads that make batches, 1 to {@value #MOST_THREADS}
   */
  public static Batches training(
      Augmenter augmenter,
      SplitManifest manifest,
      int batchSize,
      long seed,
      int epoch,
      int threads) {
    int[] order = order(manifest, Split.TRAIN);
    new SplitMix64(seed, epoch).shuffle(order);
    return new Batches(
        order,
        batchSize,
        threads,
        recipe(
            augmenter,
            manifest,
            (image, target, offset) -> augmenter.random(image, epoch, target, offset)));
  }

  /** {@link #inOrder(Augmenter, SplitManifest, Split, int, int)} with one thread. */
  public static Batches inOrder(
      Augmenter augmenter, SplitManifest manifest, Split split, int batchSize) {
    return inOrder(augmenter, manifest, split, batchSize, 1);
  }

  /**
   * The images of a split, each its centre crop, in the manifest's order.
   *
   * @param threads that make batches, 1 to {@value #MOST_THREADS}
   */
  public static Batches inOrder(
      Augmenter augmenter, SplitManifest manifest, Split split, int batchSize, int threads) {
    return new Batches(
        order(manifest, split), batchSize, threads, recipe(augmenter, manifest, augmenter::centre));
  }

  private static Recipe recipe(Augmenter augmenter, SplitManifest manifest, Cut cut) {
    return new Recipe(
        manifest.rows(),
        Pixels.CHANNELS * augmenter.size() * augmenter.size(),
        cut,
        augmenter.buffers());
  }

  private static int[] order(SplitManifest manifest, Split split) {
    return manifest.indices(split).stream().mapToInt(Integer::intValue).toArray();
  }

  /** Has the next batch made, if one is left. */
  private void submit() {
    if (submitted < order.length) {
      int from = submitted;
      submitted = Math.min(order.length, from + batchSize);
      int[] images = Arrays.copyOfRange(order, from, submitted);
      ahead.add(makers.submit(() -> recipe.batch(images)));
    }
  }

  /**
   * The batches. Each one's pixels stand until the next is asked for, and are written over then.
   * Its methods throw what went wrong while a batch was made.
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
      @Override
      public boolean hasNext() {
        return !ahead.isEmpty();
      }

      @Override
      public Batch next() {
        if (!hasNext()) {
          throw new NoSuchElementException("no batch is left");
        }
        giveBack();
        Batch next = made(ahead.remove());
        inUse = next;
        submit();
        return next;
      }
    };
  }

  private void giveBack() {
    if (inUse != null) {
      recipe.buffers().giveBack(inUse.pixels());
      inUse = null;
    }
  }

  private static Batch made(Future<Batch> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for a batch", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) e.getCause();
    }
  }

  /** Ends the threads that make batches, and takes back the last one's pixels. */
  @Override
  public void close() {
    giveBack();
    makers.shutdownNow();
  }
}
