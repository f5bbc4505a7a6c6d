package io.github.dropblock.harness.cuda;

import static io.github.dropblock.harness.cuda.CudaCall.check;
import static org.bytedeco.cuda.global.cudart.CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR;
import static org.bytedeco.cuda.global.cudart.CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR;
import static org.bytedeco.cuda.global.cudart.cuCtxGetDevice;
import static org.bytedeco.cuda.global.cudart.cuDeviceGetAttribute;
import static org.bytedeco.cuda.global.cudart.cuLaunchKernel;
import static org.bytedeco.cuda.global.cudart.cuModuleGetFunction;
import static org.bytedeco.cuda.global.cudart.cuModuleLoadData;

import io.github.dropblock.harness.backend.ComputeCapability;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.cuda.cudart.CUfunc_st;
import org.bytedeco.cuda.cudart.CUmod_st;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.javacpp.PointerScope;

/** A kernel of ours, compiled for the GPU that the calling thread has, and kept until the end. */
public final class CudaKernel {
  private static final int THREADS_PER_BLOCK = 256;

  private final String name;
  private final CUfunc_st function = new CUfunc_st();

  private CudaKernel(String name) {
    this.name = name;
  }

  /**
   * @param owner beside whose class the source lies
   * @param file name of the source
   * @param names of kernels in it
   * @return the kernels, in the order of their names
   */
  public static List<CudaKernel> compile(Class<?> owner, String file, String... names) {
    CUmod_st module = new CUmod_st();
    try (BytePointer code = Nvrtc.compile(file, source(owner, file), capability())) {
      check(cuModuleLoadData(module, code), "cuModuleLoadData");
    }
    return Stream.of(names).map(name -> of(module, name)).toList();
  }

  private static CudaKernel of(CUmod_st module, String name) {
    CudaKernel kernel = new CudaKernel(name);
    check(cuModuleGetFunction(kernel.function, module, name), "cuModuleGetFunction of " + name);
    return kernel;
  }

  private static String source(Class<?> owner, String file) {
    try (InputStream in = owner.getResourceAsStream(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ComputeCapability capability() {
    int[] device = new int[1];
    check(cuCtxGetDevice(device), "cuCtxGetDevice");
    return new ComputeCapability(
        attribute(CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR, device[0]),
        attribute(CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR, device[0]));
  }

  private static int attribute(int attribute, int device) {
    int[] value = new int[1];
    check(cuDeviceGetAttribute(value, attribute, device), "cuDeviceGetAttribute");
    return value[0];
  }

  /**
   * Puts the kernel into a queue.
   *
   * @param threads at least so many run; the kernel sends home those beyond what there is to do
   * @param parameters in the kernel's order: {@link Integer} for {@code int}, {@link Float} for
   *     {@code float}, {@link Long} for {@code long long} and for addresses
   */
  @SuppressWarnings({"try", "unchecked"}) // The scope is used by leaving it, and takes no classes.
  public void launch(CUstream_st stream, long threads, Number... parameters) {
    int blocks = Math.toIntExact((threads + THREADS_PER_BLOCK - 1) / THREADS_PER_BLOCK);
    try (PointerScope scope = new PointerScope()) {
      PointerPointer<Pointer> places = new PointerPointer<>(parameters.length);
      for (int i = 0; i < parameters.length; i++) {
        places.put(i, place(parameters[i]));
      }
      // The driver copies the parameters before it returns.
      check(
          cuLaunchKernel(function, blocks, 1, 1, THREADS_PER_BLOCK, 1, 1, 0, stream, places, null),
          "cuLaunchKernel of " + name);
    }
  }

  private static Pointer place(Number parameter) {
    if (parameter instanceof Integer) {
      return new IntPointer(new int[] {parameter.intValue()});
    }
    if (parameter instanceof Float) {
      return new FloatPointer(new float[] {parameter.floatValue()});
    }
    return new LongPointer(new long[] {parameter.longValue()});
  }
}
