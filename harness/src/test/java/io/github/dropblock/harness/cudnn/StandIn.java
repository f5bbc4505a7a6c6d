package io.github.dropblock.harness.cudnn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.dropblock.harness.backend.Platform;
import io.github.dropblock.harness.cuda.CudaDevice;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Loader;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.cpu.nativecpu.buffer.BaseCpuDataBuffer;

/**
 * What stands in for cuDNN and a GPU: standin.c, compiled by the machine's own compiler and called
 * through JavaCPP's bindings as cuDNN is, on the memory of ND4J's CPU backend.
 */
final class StandIn implements CudaDevice {
  /** What the bindings were linked with; the first holds the functions. */
  private static final List<String> LIBRARIES =
      List.of(
          "libcudnn.so.8",
          "libcuda.so.1",
          "libcudart.so.11.0",
          "libcudnn_ops_infer.so.8",
          "libcudnn_ops_train.so.8",
          "libcudnn_adv_infer.so.8",
          "libcudnn_adv_train.so.8",
          "libcudnn_cnn_infer.so.8",
          "libcudnn_cnn_train.so.8");

  private static boolean loaded;

  /** Opens a cuDNN that is none, or skips the test where it can't be obtained. */
  static Cudnn open(boolean tensorFloat32) {
    load();
    set("fastest_forward", 1);
    set("refuse_fused", 0);
    set("no_memory", 0);
    return new Cudnn(new StandIn(), tensorFloat32);
  }

  private static synchronized void load() {
    if (loaded) {
      return;
    }
    assumeTrue(
        Platform.current().name().equals("linux-x86_64"), "CUDA's bindings are for linux-x86_64");
    assumeTrue(
        Stream.of(System.getenv("PATH").split(":"))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "gcc"))),
        "no gcc, to compile the stand-in for cuDNN");
    try {
      Path folder = Files.createTempDirectory("cudnn");
      Path source = folder.resolve("standin.c");
      try (InputStream in = StandIn.class.getResourceAsStream("standin.c")) {
        Files.copy(in, source);
      }
      Path nothing = Files.createFile(folder.resolve("nothing.c"));
      for (String library : LIBRARIES) {
        Path file = folder.resolve(library);
        compile(library.equals(LIBRARIES.get(0)) ? source : nothing, file);
        // Globally, for Loader to find the counters.
        Loader.loadGlobal(file.toString());
        Files.delete(file);
      }
      Files.delete(source);
      Files.delete(nothing);
      Files.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    loaded = true;
  }

  private static void compile(Path source, Path library) throws IOException {
    List<String> command =
        List.of(
            "gcc",
            "-std=c11",
            "-O3",
            "-shared",
            "-fPIC",
            "-Wl,-soname," + library.getFileName(),
            "-o",
            library.toString(),
            source.toString(),
            "-lm");
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes());
    try {
      assertThat(process.waitFor()).as(output).isZero();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  /** How often a function of cuDNN has been called in this JVM. */
  static int calls(String function) {
    return new IntPointer(Loader.addressof("calls_" + function)).get();
  }

  static void set(String setting, int value) {
    new IntPointer(Loader.addressof(setting)).put(value);
  }

  /** Where a view begins is known to native code only, on the CPU as on a GPU. */
  @Override
  public long addressToRead(INDArray array) {
    return ((BaseCpuDataBuffer) array.data()).getOpaqueDataBuffer().primaryBuffer().address();
  }

  @Override
  public long addressToWrite(INDArray array) {
    return addressToRead(array);
  }

  @Override
  public CUstream_st stream() {
    return null;
  }
}
