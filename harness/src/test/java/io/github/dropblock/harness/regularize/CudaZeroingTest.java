package io.github.dropblock.harness.regularize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.dropblock.harness.backend.Platform;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CudaZeroingTest {
  @TempDir private Path folder;

  /** The kernel's own source, compiled for the CPU, called through CUDA's Java side. */
  @Test
  void aKernelDropsWhatTheCpuDropsNumberByNumber() throws Exception {
    assumeTrue(
        Platform.current().name().equals("linux-x86_64"), "the CUDA backend runs on Linux x86_64");
    assumeTrue(compilerIsThere(), "no C++ compiler (g++) to compile the kernel for the CPU with");
    library("libcuda.so.1", "/io/github/dropblock/harness/cuda/driver.cpp");
    library("libnvrtc.so.11.2", "/io/github/dropblock/harness/cuda/compiler.cpp");
    // Nothing of it is called, but the others are linked to it.
    library("libcudart.so.11.0", null);

    assertThat(
            output(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                StandInCuda.class.getName(),
                folder.toString()))
        .endsWith("120 alike\n");
  }

  private static boolean compilerIsThere() throws InterruptedException {
    try {
      return new ProcessBuilder("g++", "--version")
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private void library(String name, String source) throws Exception {
    Path kernels = Path.of(CudaZeroing.class.getResource("blocks.cu").toURI()).getParent();
    List<String> command =
        new ArrayList<>(
            List.of("g++", "-std=c++17", "-Wall", "-Wextra", "-Werror", "-Wno-unused-function"));
    // The version of each name is the library's, as in NVIDIA's.
    command.addAll(List.of("-shared", "-fPIC", "-Wl,-soname," + name, "-Wl,--default-symver"));
    command.addAll(List.of("-I", kernels.toString(), "-o", folder.resolve(name).toString()));
    command.addAll(List.of("-x", "c++"));
    command.add(
        source == null
            ? "/dev/null"
            : Path.of(CudaZeroingTest.class.getResource(source).toURI()).toString());
    assertThat(output(command.toArray(String[]::new))).isEmpty();
  }

  private static String output(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
    return output;
  }
}
