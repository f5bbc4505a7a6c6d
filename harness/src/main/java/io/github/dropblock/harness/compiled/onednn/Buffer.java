package io.github.dropblock.harness.compiled.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_set_data_handle;

import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/** An array for primitives to read and write. It has no memory until {@link #bind}. */
final class Buffer implements AutoCloseable {
  private final Format format;
  private final long bytes;
  private final dnnl_memory memory = new dnnl_memory();
  private FloatBuffer numbers;

  Buffer(Format format) {
    this.format = format;
    this.bytes = format.bytes();
    OneDnn.check(
        dnnl_memory_create(memory, format.descriptor(), OneDnn.ENGINE, new Pointer()), "an array");
  }

  Format format() {
    return format;
  }

  long bytes() {
    return bytes;
  }

  dnnl_memory memory() {
    return memory;
  }

  /** How many numbers, those that only fill blocks among them. */
  int length() {
    return Math.toIntExact(bytes / Float.BYTES);
  }

  boolean bound() {
    return numbers != null;
  }

  /** Gives it memory of at least as many bytes. */
  void bind(BytePointer at) {
    OneDnn.check(dnnl_memory_set_data_handle(memory, at), "an array's place");
    numbers =
        new BytePointer(at)
            .capacity(bytes)
            .asByteBuffer()
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
  }

  /** In the order in which they lie. */
  FloatBuffer numbers() {
    return numbers;
  }

  @Override
  public void close() {
    dnnl_memory_destroy(memory);
  }
}
