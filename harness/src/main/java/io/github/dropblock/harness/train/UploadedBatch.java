package io.github.dropblock.harness.train;

import io.github.dropblock.harness.batch.Batch;
import io.github.dropblock.harness.cuda.Nd4jGpu;
import io.github.dropblock.harness.cuda.PageLockedUpload;
import java.util.function.Supplier;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A place on the device for a batch: one thread fills it, then another one learns from it, and so
 * on. Its arrays are used again, since giving memory back would wait for all that the GPU does.
 */
final class UploadedBatch {
  private final Tensors tensors;
  private final Upload pixelUpload;
  private final Upload labelUpload;
  private INDArray pixels;
  private INDArray labels;

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
    if (batch.count() != classes.length) {
      pixels = Nd4j.createUninitialized(DataType.FLOAT, tensors.pixelShape(batch.count()), 'c');
      labels = Nd4j.createUninitialized(DataType.FLOAT, tensors.labelShape(batch.count()), 'c');
    }
    classes = batch.labels().clone();
    pixelUpload.copy(batch.pixels(), pixels);
    labelUpload.copy(tensors.labelValues(batch), labels);
    return this;
  }

  void readsAreQueued() {
    pixelUpload.readsAreQueued();
    labelUpload.readsAreQueued();
  }

  INDArray pixels() {
    return pixels;
  }

  INDArray labels() {
    return labels;
  }

  /** Of each image. Not changed by later batches. */
  int[] classes() {
    return classes;
  }
}
