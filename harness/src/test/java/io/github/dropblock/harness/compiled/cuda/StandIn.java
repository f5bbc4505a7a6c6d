package io.github.dropblock.harness.compiled.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.NativeLibrary;
import io.github.dropblock.harness.backend.Platform;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** One library that stands in for all of CUDA's, compiled by the machine's own compilers. */
final class StandIn {
  /** Functions of cuDNN that compute: on a GPU they do so later. */
  private static final List<String> COMPUTING =
      List.of(
          "ConvolutionForward",
          "ConvolutionBiasActivationForward",
          "ConvolutionBackwardData",
          "ConvolutionBackwardFilter",
          "ConvolutionBackwardBias",
          "PoolingForward",
          "PoolingBackward",
          "BatchNormalizationForwardTraining",
          "BatchNormalizationForwardInference",
          "BatchNormalizationBackward");

  private static final String RESOURCES = "/io/github/dropblock/harness/";
  private static Path library;

  private StandIn() {}

  /** The libraries, or the test is skipped where they can't be had. */
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
    String file = library.toString();
    return new CudaLibraryNames(file, file, file, file);
  }

  private static Path compile(Path folder) throws IOException, URISyntaxException {
    Path object = folder.resolve("cudnn.o");
    List<String> gcc = new ArrayList<>(List.of("gcc", "-std=c11", "-O3", "-fPIC", "-c"));
    COMPUTING.forEach(name -> gcc.add("-Dcudnn%s=real_cudnn%s".formatted(name, name)));
    gcc.addAll(List.of("-o", object.toString(), resource(RESOURCES + "cudnn/standin.c")));
    run(gcc);
    Path made = folder.resolve("libcuda.so");
    Path kernels = Path.of(resource(RESOURCES + "compiled/cuda/step.cu")).getParent();
    run(
        List.of(
            "g++",
            "-std=c++17",
            "-O2",
            "-Wall",
            "-Wextra",
            "-Werror",
            "-Wno-unused-function",
            "-ffp-contract=off",
            "-shared",
            "-fPIC",
            "-I",
            kernels.toString(),
            "-o",
            made.toString(),
            resource(RESOURCES + "compiled/cuda/standin.cpp"),
            object.toString()));
    for (Path file : List.of(object, made, folder)) {
      file.toFile().deleteOnExit();
    }
    return made;
  }

  private static String resource(String name) throws URISyntaxException {
    return Path.of(StandIn.class.getResource(name).toURI()).toString();
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

  static int get(String counter) {
    return NativeLibrary.getInstance(library.toString())
        .getGlobalVariableAddress(counter)
        .getInt(0);
  }

  static void set(String setting, int value) {
    NativeLibrary.getInstance(library.toString())
        .getGlobalVariableAddress(setting)
        .setInt(0, value);
  }
}
