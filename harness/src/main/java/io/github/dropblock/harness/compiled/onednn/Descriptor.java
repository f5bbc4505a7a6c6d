package io.github.dropblock.harness.compiled.onednn;

import static org.bytedeco.dnnl.global.dnnl.*;

import io.github.dropblock.harness.compiled.Shape;
import io.github.dropblock.harness.remedy.RemediableStateException;
import io.github.dropblock.harness.remedy.Remedy;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/** What a primitive will do, on which formats, by which of oneDNN's kernels. */
final class Descriptor implements AutoCloseable {
  /** oneDNN's unoptimised kernels are called so; a single one can take longer than a whole step. */
  private static final String REFERENCE = "ref";

  private final String what;
  private final dnnl_primitive_desc descriptor;

  private Descriptor(String what, dnnl_primitive_desc descriptor) {
    this.what = what;
    this.descriptor = descriptor;
  }

  /** Fills in an empty descriptor. */
  @FunctionalInterface
  interface Creation {
    /** oneDNN's status. */
    int create(dnnl_primitive_desc descriptor);
  }

  /**
   * The first of several wishes that oneDNN has an optimised kernel for.
   *
   * @param what it is for, in words
   * @throws IllegalStateException if it has none for any
   */
  static Descriptor of(String what, Creation... wishes) {
    int status = 0;
    for (Creation wish : wishes) {
      dnnl_primitive_desc descriptor = new dnnl_primitive_desc();
      status = wish.create(descriptor);
      if (status == 0) {
        Descriptor found = new Descriptor(what, descriptor);
        if (!found.kernel().startsWith(REFERENCE)) {
          return found;
        }
        found.close();
      }
    }
    OneDnn.check(status, what);
    throw new RemediableStateException(
        "oneDNN has no optimised kernel for %s on this processor".formatted(what),
        Remedy.USE_DL4J_STEP);
  }

  String what() {
    return what;
  }

  dnnl_primitive_desc get() {
    return descriptor;
  }

  /** Its name, such as {@code jit:avx512_core}. */
  String kernel() {
    try (PointerPointer<Pointer> name = new PointerPointer<>(1)) {
      OneDnn.check(dnnl_primitive_desc_query(descriptor, dnnl_query_impl_info_str, 0, name), what);
      return new BytePointer(name.get(0)).getString();
    }
  }

  /** The format of one of its arrays, such as {@code dnnl_query_src_md}. */
  Format format(int query, Shape shape) {
    dnnl_memory_desc copy = new dnnl_memory_desc();
    OneDnn.check(
        dnnl_memory_desc_clone(copy, dnnl_primitive_desc_query_md(descriptor, query, 0)), what);
    return new Format(copy, shape);
  }

  @Override
  public void close() {
    dnnl_primitive_desc_destroy(descriptor);
  }
}
