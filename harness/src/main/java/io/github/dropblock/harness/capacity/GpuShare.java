package io.github.dropblock.harness.capacity;

import io.github.dropblock.harness.backend.Backend;
import io.github.dropblock.harness.backend.CudaFolders;
import io.github.dropblock.harness.backend.CudaKernels;
import io.github.dropblock.harness.backend.Gpu;
import io.github.dropblock.harness.backend.PreparedKernels;
import io.github.dropblock.harness.backend.Setup;
import io.github.dropblock.harness.fork.ForkOptions;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a cell's JVM has of a GPU.
 *
 * @param deviceBytes of the GPU's memory at most; 0 where the driver doesn't say how much there is
 * @param tensorFloat32 whether convolutions may round their inputs to TensorFloat-32
 * @param kernels folder of a library with machine code for this GPU, where the released one has
 *     none
 * @param cuda what it loads of CUDA
 */
public record GpuShare(
    Gpu gpu, long deviceBytes, boolean tensorFloat32, Optional<Path> kernels, CudaFolders cuda) {
  /** System property of a JVM whose steps are compiled: the version of CUDA that it loads. */
  public static final String CUDA_VERSION = "dropblock.cudaVersion";

  /** System property of such a JVM: what it may take of the GPU's memory, bytes. */
  public static final String DEVICE_BYTES = "dropblock.deviceBytes";

  public GpuShare {
    if (deviceBytes < 0 || (deviceBytes == 0 && gpu.memoryKnown())) {
      throw new IllegalArgumentException(
          "a cell's share of %s is %s bytes; it must be above 0"
              .formatted(gpu.title(), deviceBytes));
    }
  }

  private static final String MODULE_LOADING = "CUDA_MODULE_LOADING";

  /** The share of a GPU's free memory that cells may take; a desktop or a driver wants the rest. */
  private static final double USABLE_MEMORY = 0.9;

  /**
   * The shares of cells that run at a time, in turn over the GPUs, so that a few cells spread.
   *
   * @param prepared libraries for GPUs that the released one has no machine code for
   * @param cuda what they load of CUDA
   */
  public static List<GpuShare> of(
      Setup setup, int cells, PreparedKernels prepared, CudaFolders cuda) {
    List<Gpu> gpus = setup.gpus();
    List<GpuShare> shares = new ArrayList<>();
    for (int cell = 0; cell < cells; cell++) {
      int turn = cell % gpus.size();
      Gpu gpu = gpus.get(turn);
      int neighbours = (cells - turn + gpus.size() - 1) / gpus.size();
      shares.add(
          new GpuShare(
              gpu,
              (long) (gpu.free() * USABLE_MEMORY) / neighbours,
              setup.backend() == Backend.CUDA_TF32,
              cuda.version() != CudaFolders.ND4J || CudaKernels.RELEASED.runsOn(gpu.capability())
                  ? Optional.empty()
                  : prepared.find(gpu.capability()),
              cuda));
    }
    return shares;
  }

  /** How a JVM is started that has this share, given how one without a GPU would be. */
  public ForkOptions of(ForkOptions plain) {
    List<Path> classPath = new ArrayList<>();
    // JavaCPP takes the first library of a name that it finds.
    kernels.ifPresent(classPath::add);
    classPath.addAll(plain.classPath());
    List<String> arguments = new ArrayList<>();
    // The process maps gigabytes of CUDA's libraries, which the limit would count as its own.
    arguments.add("-Dorg.bytedeco.javacpp.maxphysicalbytes=0");
    // JavaCPP links its unpacked files to the library. In a cache shared with the released one it
    // would later unpack that one through the link, over the prepared one.
    kernels.ifPresent(
        folder ->
            arguments.add("-Dorg.bytedeco.javacpp.cachedir=" + folder.resolveSibling("javacpp")));
    if (compiled()) {
      arguments.addAll(ofCompiledSteps(plain));
    }
    arguments.addAll(plain.jvmArguments());
    return new ForkOptions(
        classPath,
        plain.threads(),
        plain.heapBytes(),
        plain.nativeBytes(),
        arguments,
        environment(),
        plain.unpacked());
  }

  private boolean compiled() {
    return cuda.version() != CudaFolders.ND4J;
  }

  private List<String> ofCompiledSteps(ForkOptions plain) {
    List<String> arguments = new ArrayList<>();
    arguments.add("-D%s=%s".formatted(CUDA_VERSION, cuda.version()));
    if (deviceBytes > 0) {
      arguments.add("-D%s=%s".formatted(DEVICE_BYTES, deviceBytes));
    }
    // Else JNA unpacks its library into a folder of a predictable name among temporary files, which
    // others may have made first.
    plain.unpacked().ifPresent(folder -> arguments.add("-Djna.tmpdir=" + folder.resolve("jna")));
    return arguments;
  }

  private Map<String, String> environment() {
    Map<String, String> variables = new HashMap<>();
    variables.put("CUDA_VISIBLE_DEVICES", gpu.uuid());
    // Else each process loads all kernels of all libraries at its start: seconds, and memory of the
    // GPU. CUDA 11.7 and newer know it.
    variables.put(
        MODULE_LOADING, Objects.requireNonNullElse(System.getenv(MODULE_LOADING), "LAZY"));
    if (deviceBytes > 0 && !compiled()) {
      // libnd4j's Environment.cpp reads it: device memory at most, bytes.
      variables.put("SD_MAX_DEVICE_BYTES", Long.toString(deviceBytes));
    }
    if (!tensorFloat32) {
      // cuDNN rounds to TensorFloat-32 by default, and ND4J leaves it at that. Compiled steps say
      // so themselves besides.
      variables.put("NVIDIA_TF32_OVERRIDE", "0");
    }
    if (!cuda.folders().isEmpty()) {
      // What is there may hold the driver's own library.
      variables.put(
          "LD_LIBRARY_PATH",
          Stream.concat(
                  cuda.folders().stream().map(Path::toString),
                  Stream.ofNullable(System.getenv("LD_LIBRARY_PATH")))
              .collect(Collectors.joining(File.pathSeparator)));
    }
    return variables;
  }
}
