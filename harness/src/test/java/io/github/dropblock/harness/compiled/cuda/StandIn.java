package io.github.dropblock.harness.compiled.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import io.github.dropblock.harness.backend.Platform;
import io.github.dropblock.harness.backend.StepCuda;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** One library that stands in for all of CUDA's, compiled by the machine's own compilers. */
public final class StandIn {
  private static final String RESOURCES = "/io/github/dropblock/harness/";
  private static Path library;

  private StandIn() {}

  /** Has JNA find it under the names that a cell's JVM goes by. */
  public static void serveNames() {
    CudaLibraryNames paths = libraries();
    CudaLibraryNames names = CudaLibraryNames.ofVersion(StepCuda.DOWNLOADED);
    for (String name : List.of(names.driver(), names.nvrtc(), names.cublas(), names.cudnn())) {
      NativeLibrary.addSearchPath(name, Path.of(paths.driver()).getParent().toString());
    }
  }

  /** The libraries, or the test is skipped where they can't be obtained. */
  static synchronized CudaLibraryNames libraries() {
    if (library == null) {
      assumeTrue(
          Platform.current().name().equals("linux-x86_64"), "CUDA's libraries are for Linux");
      for (String compiler : List.of("gcc", "g++")) {
        assumeTrue(
            Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, compiler))),
            "no " + compiler + ", to compile the stand-in for CUDA's libraries");
      }
      try {
        library = compile(Files.createTempDirectory("cuda"));
      } catch (IOException | URISyntaxException e) {
        throw new AssertionError(e);
      }
    }
    set("refuse_fused", 0);
    set("refuse_recording", 0);
    set("capability_major", 8);
    String file = library.toString();
    return new CudaLibraryNames(file, file, file, file);
  }

  private static Path compile(Path folder) throws IOException, URISyntaxException {
    Path kernels = Path.of(resource("compiled/cuda/step.cu")).getParent();
    run(List.of("sh", resource("compiled/cuda/standin.sh"), "" + folder, "" + kernels));
    try (Stream<Path> files = Files.list(folder)) {
      folder.toFile().deleteOnExit();
      files.forEach(file -> file.toFile().deleteOnExit());
    }
    return folder.resolve("libcuda.so.1");
  }

  private static String resource(String name) throws URISyntaxException {
    return Path.of(StandIn.class.getResource(RESOURCES + name).toURI()).toString();
  }

  private static void run(List<String> command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes());
    try {
      assertThat(process.waitFor()).as(output).isZero();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  /** What lies at a place of the GPU. */
  static float[] floats(GpuContext gpu, long place, int length) {
    Memory memory = new Memory((long) length * Float.BYTES);
    gpu.read(place, memory);
    return memory.getFloatArray(0, length);
  }

  static int get(String counter) {
    return CudaLibrary.open(library.toString()).getGlobalVariableAddress(counter).getInt(0);
  }

  static void set(String setting, int value) {
    CudaLibrary.open(library.toString()).getGlobalVariableAddress(setting).setInt(0, value);
  }
}
