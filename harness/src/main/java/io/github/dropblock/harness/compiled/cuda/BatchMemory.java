package io.github.dropblock.harness.compiled.cuda;

import com.sun.jna.Pointer;

/**
 * Where a batch and what a step is told lie, on the GPU and in page-locked memory that it fetches
 * them from in one copy; and where it leaves what it found.
 */
final class BatchMemory implements AutoCloseable {
  /** Rounded up to, bytes. */
  private static final long ALIGNMENT = 64;

  private static final long RATE = Integer.BYTES;

  private final GpuContext gpu;
  private final long labels = ALIGNMENT;
  private final long pixels;
  private final long bytes;
  private final int outputs;
  private final long device;
  private final long loss;

  /** The loss, and the counters behind it. */
  private final long lossBytes;

  private final Pointer host;
  private final Pointer found;
  private final long foundScores;

  /**
   * @param images in a batch
   * @param numbers of a batch's pixels
   * @param outputs of the network for an image
   * @param counters of what a step does
   */
  BatchMemory(GpuContext gpu, int images, long numbers, int outputs, int counters) {
    this.gpu = gpu;
    this.outputs = outputs;
    lossBytes = (1L + counters) * Long.BYTES;
    foundScores = aligned(lossBytes);
    pixels = labels + aligned((long) images * Integer.BYTES);
    bytes = pixels + numbers * Float.BYTES;
    device = gpu.allocate(bytes);
    loss = gpu.allocate(lossBytes);
    host = gpu.allocatePageLocked(bytes);
    host.clear(bytes);
    found = gpu.allocatePageLocked(foundScores + (long) images * outputs * Float.BYTES);
  }

  private static long aligned(long bytes) {
    return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  /** Of {@code struct Step} on the GPU. */
  long step() {
    return device;
  }

  long labels() {
    return device + labels;
  }

  long pixels() {
    return device + pixels;
  }

  /** Where the mean loss goes, a double. */
  long loss() {
    return loss;
  }

  void set(float[] batch, int numbers) {
    host.write(pixels, batch, 0, numbers);
  }

  void set(int[] wanted, int iteration, float rate) {
    host.write(labels, wanted, 0, wanted.length);
    host.setInt(0, iteration);
    host.setFloat(RATE, rate);
  }

  /** Queues the copy of all that was set. */
  void upload() {
    gpu.upload(host, device, bytes);
  }

  /** Where the counters are, side by side, whole numbers of 64 bits. */
  long counters() {
    return loss + Double.BYTES;
  }

  /** Queues the way back of the loss and the counters. */
  void downloadLoss() {
    gpu.download(loss, found, lossBytes);
  }

  void downloadScores(long scores, int images) {
    gpu.download(scores, found.share(foundScores), (long) images * outputs * Float.BYTES);
  }

  double foundLoss() {
    return found.getDouble(0);
  }

  long foundCounter(int index) {
    return found.getLong((1L + index) * Long.BYTES);
  }

  float[] foundScores(int images) {
    return found.getFloatArray(foundScores, images * outputs);
  }

  @Override
  public void close() {
    gpu.free(device);
    gpu.free(loss);
    gpu.freePageLocked(host);
    gpu.freePageLocked(found);
  }
}
