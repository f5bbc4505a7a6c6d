package io.github.dropblock.harness.compiled.onednn;

import static org.bytedeco.dnnl.global.dnnl.*;

import io.github.dropblock.harness.compiled.Gradient;
import java.util.Map;
import org.bytedeco.dnnl.dnnl_post_ops;
import org.bytedeco.dnnl.dnnl_primitive_attr;

/** ReLU in the pass of another primitive, and its gradient. */
final class Relu {
  private static final dnnl_primitive_attr AFTER = make();

  private Relu() {}

  /** Has a primitive apply it to what it puts out. */
  static dnnl_primitive_attr after() {
    return AFTER;
  }

  private static dnnl_primitive_attr make() {
    dnnl_primitive_attr attributes = new dnnl_primitive_attr();
    dnnl_post_ops operations = new dnnl_post_ops();
    OneDnn.check(dnnl_primitive_attr_create(attributes), "ReLU");
    OneDnn.check(dnnl_post_ops_create(operations), "ReLU");
    OneDnn.check(dnnl_post_ops_append_eltwise(operations, dnnl_eltwise_relu, 0, 0), "ReLU");
    OneDnn.check(dnnl_primitive_attr_set_post_ops(attributes, operations), "ReLU");
    dnnl_post_ops_destroy(operations);
    return attributes;
  }

  /** The gradient before ReLU: where the output is above 0 that after it, else 0. */
  static Buffer backward(TapeBuilder net, Buffer output, Gradient<Buffer> gradient) {
    Buffer array = gradient.array();
    Buffer to = gradient.shared() ? net.tape().array(array.format()) : array;
    var out = output.format().descriptor();
    try (Descriptor hint =
            Descriptor.of(
                "ReLU",
                made ->
                    dnnl_eltwise_forward_primitive_desc_create(
                        made,
                        OneDnn.ENGINE,
                        dnnl_forward_training,
                        dnnl_eltwise_relu_use_dst_for_bwd,
                        out,
                        out,
                        0,
                        0,
                        null));
        Descriptor descriptor =
            Descriptor.of(
                "ReLU, gradient",
                made ->
                    dnnl_eltwise_backward_primitive_desc_create(
                        made,
                        OneDnn.ENGINE,
                        dnnl_eltwise_relu_use_dst_for_bwd,
                        array.format().descriptor(),
                        array.format().descriptor(),
                        out,
                        0,
                        0,
                        hint.get(),
                        null))) {
      net.tape()
          .add(
              new PrimitiveCall(
                  descriptor,
                  Map.of(DNNL_ARG_DST, output, DNNL_ARG_DIFF_DST, array, DNNL_ARG_DIFF_SRC, to)));
    }
    return to;
  }
}
