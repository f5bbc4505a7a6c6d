package io.github.dropblock.harness.train;

import io.github.dropblock.harness.batch.Batch;
import io.github.dropblock.harness.cuda.Nd4jGpu;
import io.github.dropblock.harness.cuda.PageLockedUpload;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A place on the device for a batch: one thread fills it, then another one learns from it, and so
 * on. Its arrays are used again, those for each size of batch, since giving memory back would wait
 * for all that the GPU does, and left to Java's collector, which sees little of it, it would grow.
 */
final class UploadedBatch {
  private final Tensors tensors;
  private final Upload pixelUpload;
  private final Upload labelUpload;
  private final Map<Integer, Arrays> arrays = new HashMap<>();

  private record Arrays(INDArray pixels, INDArray labels) {}

  /** What the network is to find. */
  private int[] classes = new int[0];

  /** How numbers come to an array. */
  interface Upload {
    /** Replaces an array's numbers, once all that reads them is done. */
    void copy(float[] values, INDArray to);

    /** Told when all that reads the array has been asked for. */
    void readsAreQueued();
  }

  UploadedBatch(Tensors tensors, Supplier<Upload> uploads) {
    this.tensors = tensors;
    this.pixelUpload = uploads.get();
    this.labelUpload = uploads.get();
  }

  /** To the GPU, from page-locked memory. */
  static Upload toGpu() {
    PageLockedUpload upload = new PageLockedUpload(new Nd4jGpu());
    return new Upload() {
      @Override
      public void copy(float[] values, INDArray to) {
        upload.copy(values, to);
      }

      @Override
      public void readsAreQueued() {
        upload.readsAreQueued();
      }
    };
  }

  /** Puts a batch here, and returns this when it is there. The batch isn't looked at any more. */
  UploadedBatch fill(Batch batch) {
    classes = batch.labels().clone();
    pixelUpload.copy(batch.pixels(), pixels());
    labelUpload.copy(tensors.labelValues(batch), labels());
    return this;
  }

  void readsAreQueued() {
    pixelUpload.readsAreQueued();
    labelUpload.readsAreQueued();
  }

  private Arrays arrays() {
    return arrays.computeIfAbsent(
        classes.length,
        images ->
            new Arrays(
                Nd4j.createUninitialized(DataType.FLOAT, tensors.pixelShape(images), 'c'),
                Nd4j.createUninitialized(DataType.FLOAT, tensors.labelShape(images), 'c')));
  }

  INDArray pixels() {
    return arrays().pixels;
  }

  INDArray labels() {
    return arrays().labels;
  }

  /** Of each image. Not changed by later batches. */
  int[] classes() {
    return classes;
  }
}
