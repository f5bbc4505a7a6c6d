package io.github.dropblock.harness.train;

import io.github.dropblock.harness.capacity.CellMemory;
import io.github.dropblock.harness.remedy.Complaint;
import io.github.dropblock.harness.remedy.Remedy;
import io.github.dropblock.harness.rundir.CellSettings;
import java.util.Locale;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;

/** Memory that ran out: the heap's, native code's or the GPU's. */
final class OutOfMemory {
  private OutOfMemory() {}

  /**
   * Whether an error comes of it. CUDA's and native code's own allocations end in exceptions of any
   * type, which only their words tell apart.
   */
  static boolean caused(Throwable error) {
    return Stream.iterate(error, cause -> cause != null, Throwable::getCause)
        .anyMatch(cause -> cause instanceof OutOfMemoryError || tellsOfIt(cause.getMessage()));
  }

  private static boolean tellsOfIt(String message) {
    String text = message == null ? "" : message.toLowerCase(Locale.ROOT);
    return text.contains("out of memory")
        || text.contains("cannot allocate")
        || text.contains("can't allocate")
        || text.contains("failed to allocate");
  }

  /** What to tell, with the batch that this JVM's limits have room for. */
  static Complaint complaint(CellSettings settings) {
    int batch = settings.training().batchSize();
    int fitting =
        new CellMemory(Runtime.getRuntime().maxMemory(), Math.max(1, Pointer.maxBytes()))
            .fittingBatch(settings.cell().network(), settings.training());
    return fitting < batch
        ? new Complaint(
            "memory ran out at batch size %s, and by estimate batch size %s fits"
                .formatted(batch, fitting),
            Remedy.LOWER_BATCH_SIZE,
            Remedy.RAISE_CELL_MEMORY)
        : new Complaint(
            "memory ran out, and by estimate no batch size below %s makes it fit".formatted(batch),
            Remedy.RAISE_CELL_MEMORY);
  }
}
