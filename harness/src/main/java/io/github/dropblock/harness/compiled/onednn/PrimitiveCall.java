package io.github.dropblock.harness.compiled.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_execute;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.dnnl_exec_arg_t;
import org.bytedeco.dnnl.dnnl_primitive;

/** A primitive with its arguments. */
final class PrimitiveCall implements Call {
  private final String what;
  private final List<Buffer> arrays;
  private final dnnl_primitive primitive = new dnnl_primitive();
  private final dnnl_exec_arg_t arguments;

  /**
   * @param arguments arrays by oneDNN's number for them, such as {@code DNNL_ARG_SRC}
   */
  PrimitiveCall(Descriptor descriptor, Map<Integer, Buffer> arguments) {
    what = descriptor.what() + " [" + descriptor.kernel() + "]";
    OneDnn.check(dnnl_primitive_create(primitive, descriptor.get()), what);
    arrays = new ArrayList<>(arguments.values());
    this.arguments = new dnnl_exec_arg_t(arguments.size());
    int i = 0;
    for (Map.Entry<Integer, Buffer> argument : arguments.entrySet()) {
      this.arguments.position(i++).arg(argument.getKey()).memory(argument.getValue().memory());
    }
    this.arguments.position(0);
  }

  @Override
  public String what() {
    return what;
  }

  @Override
  public List<Buffer> arrays() {
    return arrays;
  }

  @Override
  public void run() {
    OneDnn.check(dnnl_primitive_execute(primitive, OneDnn.STREAM, arrays.size(), arguments), what);
  }

  @Override
  public void close() {
    dnnl_primitive_destroy(primitive);
    arguments.close();
  }
}
