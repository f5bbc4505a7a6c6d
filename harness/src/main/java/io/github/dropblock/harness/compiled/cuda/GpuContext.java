package io.github.dropblock.harness.compiled.cuda;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The first GPU that the process sees, the one queue of all that is done on it, and CUDA's
 * libraries on that queue. For one thread at a time.
 */
final class GpuContext implements AutoCloseable {
  private static final int CAPABILITY_MAJOR = 75;
  private static final int CAPABILITY_MINOR = 76;
  private static final int NON_BLOCKING = 1;
  private static final int CUBLAS_TF32 = 3;

  /** Else cuBLAS may add up partial sums of bfloat16 in bfloat16. */
  private static final int CUBLAS_SUMS_OF_FLOATS = 16;

  private static final int NAME_BYTES = 256;

  /** What cuBLAS' manual asks for on Hopper, bytes; given, so that it allocates none itself. */
  private static final long BLAS_WORKSPACE = 32L << 20;

  final CudaLibrary driver;
  final CudaLibrary cublas;
  final CudaLibrary cudnn;
  final Pointer stream;
  final Pointer blas;
  final Pointer dnn;
  final StepKernels kernels;
  final Precision precision;
  private final Pointer context;
  private final int device;
  private final long blasWorkspace;
  private final long most;
  private final Map<Long, Long> allocated = new HashMap<>();
  private long allocatedBytes;
  private final Set<String> told = new HashSet<>();

  /** Factors of a result and of what was in its place before. */
  final Memory one = number(1);

  final Memory zero = number(0);

  /**
   * @param precision how exactly is multiplied
   * @param most memory of the GPU that may be allocated, bytes
   */
  GpuContext(CudaLibraryNames libraries, Precision precision, long most) {
    this.precision = precision;
    this.most = most;
    driver = new CudaLibrary(libraries.driver());
    driver.call("cuInit", 0);
    IntByReference first = new IntByReference();
    driver.call("cuDeviceGet", first, 0);
    device = first.getValue();
    // The one that CUDA's other libraries take.
    context = opened(driver, "cuDevicePrimaryCtxRetain", device);
    enter();
    stream = opened(driver, "cuStreamCreate", NON_BLOCKING);
    int architecture = attribute(CAPABILITY_MAJOR) * 10 + attribute(CAPABILITY_MINOR);
    if (precision == Precision.BFLOAT_16 && architecture < Precision.OLDEST_OF_BFLOAT_16) {
      throw new CudaException(
          "the GPU has no tensor cores for bfloat16, which came with compute capability 8.0");
    }
    kernels =
        new StepKernels(
            driver, new CudaLibrary(libraries.nvrtc()), architecture, precision, stream);
    cublas = new CudaLibrary(libraries.cublas());
    blas = opened(cublas, "cublasCreate_v2");
    cublas.call("cublasSetStream_v2", blas, stream);
    blasWorkspace = allocate(BLAS_WORKSPACE);
    cublas.call("cublasSetWorkspace_v2", blas, blasWorkspace, BLAS_WORKSPACE);
    cublas.call("cublasSetMathMode", blas, mathMode());
    cudnn = new CudaLibrary(libraries.cudnn());
    dnn = opened(cudnn, "cudnnCreate");
    cudnn.call("cudnnSetStream", dnn, stream);
  }

  private int mathMode() {
    return switch (precision) {
      case FLOAT_32 -> 0;
      case TENSOR_FLOAT_32 -> CUBLAS_TF32;
      case BFLOAT_16 -> CUBLAS_SUMS_OF_FLOATS;
    };
  }

  /** The GPU, and what it is driven by, in words. */
  String description() {
    Memory name = new Memory(NAME_BYTES);
    name.clear();
    driver.call("cuDeviceGetName", name, NAME_BYTES - 1, device);
    IntByReference version = new IntByReference();
    driver.call("cuDriverGetVersion", version);
    return "%s (compute capability %s.%s), driver for CUDA %s.%s, cuDNN %s, %s"
        .formatted(
            name.getString(0),
            attribute(CAPABILITY_MAJOR),
            attribute(CAPABILITY_MINOR),
            version.getValue() / 1000,
            version.getValue() % 1000 / 10,
            cudnn.ask("cudnnGetVersion"),
            precision.title());
  }

  private static Memory number(float value) {
    Memory number = new Memory(Float.BYTES);
    number.setFloat(0, value);
    return number;
  }

  private int attribute(int attribute) {
    IntByReference value = new IntByReference();
    driver.call("cuDeviceGetAttribute", value, attribute, device);
    return value.getValue();
  }

  /** What a function puts where its first argument points to. */
  static Pointer opened(CudaLibrary library, String function, Object... rest) {
    PointerByReference place = new PointerByReference();
    Object[] arguments = new Object[rest.length + 1];
    arguments[0] = place;
    System.arraycopy(rest, 0, arguments, 1, rest.length);
    library.call(function, arguments);
    return place.getValue();
  }

  /** Has the calling thread use this GPU. */
  void enter() {
    driver.call("cuCtxSetCurrent", context);
  }

  /** Memory of the GPU, all 0. */
  long allocate(long bytes) {
    if (allocatedBytes + bytes > most) {
      throw new OutOfMemoryError(
          "the GPU's memory for this cell, %s MiB, is used up: %s MiB are taken, and %s more asked for"
              .formatted(most >> 20, allocatedBytes >> 20, bytes >> 20));
    }
    LongByReference place = new LongByReference();
    int status = driver.ask("cuMemAlloc_v2", place, bytes);
    if (status != 0) {
      throw new OutOfMemoryError(
          "the GPU has no %s MiB left (cuMemAlloc answers %s)".formatted(bytes >> 20, status));
    }
    driver.call("cuMemsetD8Async", place.getValue(), (byte) 0, bytes, stream);
    allocated.put(place.getValue(), bytes);
    allocatedBytes += bytes;
    return place.getValue();
  }

  void free(long address) {
    driver.call("cuMemFree_v2", address);
    allocatedBytes -= allocated.remove(address);
  }

  /** Host memory that the GPU reads and writes itself. */
  Pointer allocatePageLocked(long bytes) {
    return opened(driver, "cuMemAllocHost_v2", bytes);
  }

  void freePageLocked(Pointer memory) {
    driver.call("cuMemFreeHost", memory);
  }

  /** Queues a copy from page-locked memory. */
  void upload(Pointer from, long to, long bytes) {
    driver.call("cuMemcpyHtoDAsync_v2", to, from, bytes, stream);
  }

  /** Queues a copy into page-locked memory. */
  void download(long from, Pointer to, long bytes) {
    driver.call("cuMemcpyDtoHAsync_v2", to, from, bytes, stream);
  }

  /** Writes, and returns when it is there. */
  void write(long to, Memory numbers) {
    upload(numbers, to, numbers.size());
    await();
  }

  /** Reads what is there when all that was queued is done. */
  void read(long from, Memory numbers) {
    download(from, numbers, numbers.size());
    await();
  }

  /** Writes a line about the GPU into the cell's log, but only the first about a thing. */
  void tell(String thing, String line) {
    if (told.add(thing)) {
      System.err.println(line);
    }
  }

  /** Waits until all that was queued is done. */
  void await() {
    driver.call("cuStreamSynchronize", stream);
  }

  @Override
  public void close() {
    enter();
    await();
    cudnn.call("cudnnDestroy", dnn);
    cublas.call("cublasDestroy_v2", blas);
    free(blasWorkspace);
    kernels.close();
    driver.call("cuStreamDestroy_v2", stream);
    // The GPU's context stays until the process ends: cuBLAS and cuDNN keep in it what they loaded.
  }
}
