package io.github.dropblock.harness.compiled.onednn;

import static org.bytedeco.dnnl.global.dnnl.*;

import io.github.dropblock.harness.compiled.Shape;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/** How an array of floats lies in memory. */
record Format(dnnl_memory_desc descriptor, Shape shape) {

  /** Left to the primitive. */
  static Format any(Shape shape) {
    return tagged(shape, dnnl_format_tag_any);
  }

  /** Row by row. */
  static Format plain(Shape shape) {
    return tagged(
        shape,
        switch (shape.sizes().length) {
          case 1 -> dnnl_a;
          case 2 -> dnnl_ab;
          case 4 -> dnnl_abcd;
          default -> throw new IllegalArgumentException("no plain format of " + shape);
        });
  }

  private static Format tagged(Shape shape, int tag) {
    dnnl_memory_desc descriptor = new dnnl_memory_desc();
    long[] sizes = shape.sizes();
    OneDnn.check(
        dnnl_memory_desc_create_with_tag(descriptor, sizes.length, sizes, dnnl_f32, tag),
        "a format of " + shape);
    return new Format(descriptor, shape);
  }

  boolean same(Format other) {
    return dnnl_memory_desc_equal(descriptor, other.descriptor) != 0;
  }

  long bytes() {
    return dnnl_memory_desc_get_size(descriptor);
  }

  /** Where the numbers of maps lie. */
  Strides strides() {
    try (PointerPointer<Pointer> out = new PointerPointer<>(1);
        IntPointer blocks = new IntPointer(1)) {
      OneDnn.check(dnnl_memory_desc_query(descriptor, dnnl_query_strides, out), "strides");
      LongPointer strides = new LongPointer(out.get(0)).capacity(4);
      OneDnn.check(
          dnnl_memory_desc_query(descriptor, dnnl_query_inner_nblks_s32, blocks), "blocks");
      long block = 1;
      if (blocks.get() > 1) {
        throw new IllegalStateException("maps of " + shape + " lie in blocks of several sizes");
      } else if (blocks.get() == 1) {
        OneDnn.check(dnnl_memory_desc_query(descriptor, dnnl_query_inner_blks, out), "blocks");
        block = new LongPointer(out.get(0)).get(0);
      }
      return new Strides(strides.get(0), strides.get(1), strides.get(2), strides.get(3), block);
    }
  }

  /**
   * Steps from number to number of maps.
   *
   * @param channel from a block of channels to the next
   * @param block channels that lie side by side, 1 in a plain format
   */
  record Strides(long image, long channel, long row, long column, long block) {
    /** Index of a channel's first number. */
    long plane(long ofImage, long ofChannel) {
      return ofImage * image + ofChannel / block * channel + ofChannel % block;
    }
  }
}
