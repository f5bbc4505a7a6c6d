package io.github.dropblock.harness.batch;

import io.github.dropblock.harness.experiment.Augmentation;
import io.github.dropblock.harness.experiment.SplitMix64;
import io.github.dropblock.harness.images.DecodedImages;
import io.github.dropblock.harness.images.Pixels;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** How long an image takes from the cache to its place in a batch, in one thread. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class AugmenterBenchmark {
  private static final int IMAGES = 16;

  /** Side of the network's input, pixels. */
  @Param({"32", "64", "224"})
  public int size;

  private Augmenter augmenter;
  private float[] batch;
  private int next;

  @Setup
  public void fill() {
    Augmentation augmentation = new Augmentation(15, 0.875);
    augmenter = new Augmenter(noise(augmentation.sourceSize(size)), size, augmentation, 1);
    batch = new float[IMAGES * Pixels.CHANNELS * size * size];
  }

  private static DecodedImages noise(int side) {
    SplitMix64 dice = new SplitMix64(1);
    byte[][] images = new byte[IMAGES][Pixels.CHANNELS * side * side];
    for (byte[] image : images) {
      for (int i = 0; i < image.length; i++) {
        image[i] = (byte) dice.below(256);
      }
    }
    return new DecodedImages() {
      @Override
      public int side() {
        return side;
      }

      @Override
      public void read(int image, byte[] planes) {
        System.arraycopy(images[image], 0, planes, 0, planes.length);
      }
    };
  }

  @Benchmark
  public float[] randomCrop() {
    next++;
    augmenter.random(next % IMAGES, next, batch, next % IMAGES * (batch.length / IMAGES));
    return batch;
  }

  @Benchmark
  public float[] centreCrop() {
    next++;
    augmenter.centre(next % IMAGES, batch, next % IMAGES * (batch.length / IMAGES));
    return batch;
  }
}
