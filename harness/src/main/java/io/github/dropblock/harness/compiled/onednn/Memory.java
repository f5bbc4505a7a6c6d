package io.github.dropblock.harness.compiled.onednn;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/** Memory outside the heap, all 0 at first, which JavaCPP counts. */
final class Memory implements AutoCloseable {
  /** A page: no vector straddles one. */
  private static final long ALIGNMENT = 4096;

  private final BytePointer allocated;
  private final BytePointer aligned;
  private final long bytes;

  Memory(long bytes) {
    this.bytes = bytes;
    allocated = new BytePointer(bytes + ALIGNMENT);
    aligned = allocated.getPointer((ALIGNMENT - allocated.address() % ALIGNMENT) % ALIGNMENT);
    Pointer.memset(aligned, 0, bytes);
  }

  long bytes() {
    return bytes;
  }

  BytePointer at(long offset) {
    return aligned.getPointer(offset);
  }

  @Override
  public void close() {
    allocated.close();
  }
}
