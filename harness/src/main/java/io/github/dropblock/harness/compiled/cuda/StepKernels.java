package io.github.dropblock.harness.compiled.cuda;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import com.sun.jna.StringArray;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The kernels of {@code step.cu}, compiled for the very GPU. */
final class StepKernels implements AutoCloseable {
  private static final String SOURCE = "step.cu";
  private static final int THREADS = 256;

  private final CudaLibrary driver;
  private final Pointer stream;
  private final Pointer module;
  private final Map<String, Pointer> functions = new HashMap<>();

  /**
   * @param architecture such as 90
   * @param precision of maps
   */
  StepKernels(
      CudaLibrary driver,
      CudaLibrary nvrtc,
      int architecture,
      Precision precision,
      Pointer stream) {
    this.driver = driver;
    this.stream = stream;
    module = GpuContext.opened(driver, "cuModuleLoadData", compile(nvrtc, architecture, precision));
  }

  /** Machine code for an architecture. */
  static Memory compile(CudaLibrary nvrtc, int architecture, Precision precision) {
    Pointer program =
        GpuContext.opened(nvrtc, "nvrtcCreateProgram", source(), SOURCE, 0, null, null);
    List<String> wanted = new ArrayList<>();
    wanted.add("--gpu-architecture=sm_" + architecture);
    // Each operation rounds once, as in Java.
    wanted.add("--fmad=false");
    if (precision == Precision.BFLOAT_16) {
      wanted.add("--define-macro=BFLOAT16");
    }
    String[] options = wanted.toArray(String[]::new);
    int status =
        nvrtc.ask("nvrtcCompileProgram", program, options.length, new StringArray(options));
    if (status != 0) {
      throw new CudaException(
          "NVRTC can't compile %s with %s: %s".formatted(SOURCE, options[0], log(nvrtc, program)));
    }
    LongByReference size = new LongByReference();
    nvrtc.call("nvrtcGetCUBINSize", program, size);
    Memory code = new Memory(size.getValue());
    nvrtc.call("nvrtcGetCUBIN", program, code);
    nvrtc.call("nvrtcDestroyProgram", new PointerByReference(program));
    return code;
  }

  private static String log(CudaLibrary nvrtc, Pointer program) {
    LongByReference size = new LongByReference();
    nvrtc.call("nvrtcGetProgramLogSize", program, size);
    Memory log = new Memory(size.getValue() + 1);
    log.clear();
    nvrtc.call("nvrtcGetProgramLog", program, log);
    return log.getString(0).strip();
  }

  private static String source() {
    try (InputStream in = StepKernels.class.getResourceAsStream(SOURCE)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Puts a kernel into the queue.
   *
   * @param threads at least so many run; the kernel sends home those beyond what there is to do
   * @param parameters in the kernel's order: {@link Integer}, {@link Float}, {@link Double}, and
   *     {@link Long} for {@code long long} and for addresses
   */
  void launch(String name, long threads, Number... parameters) {
    Pointer function =
        functions.computeIfAbsent(
            name, absent -> GpuContext.opened(driver, "cuModuleGetFunction", module, absent));
    // The driver copies the parameters before it returns.
    Memory values = new Memory((long) parameters.length * Long.BYTES);
    Memory places = new Memory((long) parameters.length * Long.BYTES);
    for (int i = 0; i < parameters.length; i++) {
      long at = (long) i * Long.BYTES;
      put(values, at, parameters[i]);
      places.setPointer(at, values.share(at));
    }
    int blocks = Math.toIntExact((threads + THREADS - 1) / THREADS);
    try {
      driver.call("cuLaunchKernel", function, blocks, 1, 1, THREADS, 1, 1, 0, stream, places, null);
    } finally {
      // Only its address is in the places, which keeps nothing from being collected.
      Reference.reachabilityFence(values);
    }
  }

  private static void put(Memory values, long at, Number parameter) {
    if (parameter instanceof Integer) {
      values.setInt(at, parameter.intValue());
    } else if (parameter instanceof Float) {
      values.setFloat(at, parameter.floatValue());
    } else if (parameter instanceof Double) {
      values.setDouble(at, parameter.doubleValue());
    } else {
      values.setLong(at, parameter.longValue());
    }
  }

  @Override
  public void close() {
    driver.call("cuModuleUnload", module);
  }
}
