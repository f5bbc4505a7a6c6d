package io.github.dropblock.harness.compiled.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu;
import static org.bytedeco.dnnl.global.dnnl.dnnl_engine_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_stream_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_stream_default_flags;

import org.bytedeco.dnnl.dnnl_engine;
import org.bytedeco.dnnl.dnnl_stream;

/** The processor as oneDNN knows it, once in a JVM. */
final class OneDnn {
  static final dnnl_engine ENGINE = new dnnl_engine();
  static final dnnl_stream STREAM = new dnnl_stream();

  static {
    check(dnnl_engine_create(ENGINE, dnnl_cpu, 0), "engine");
    check(dnnl_stream_create(STREAM, ENGINE, dnnl_stream_default_flags), "stream");
  }

  private OneDnn() {}

  /** Throws what a call of oneDNN's reports, if it is not success. */
  static void check(int status, String what) {
    if (status == 1) {
      throw new OutOfMemoryError("oneDNN has no memory for " + what);
    }
    if (status != 0) {
      throw new IllegalStateException("oneDNN fails with status %s at %s".formatted(status, what));
    }
  }
}
