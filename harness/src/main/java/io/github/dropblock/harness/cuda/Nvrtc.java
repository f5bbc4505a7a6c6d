package io.github.dropblock.harness.cuda;

import static org.bytedeco.cuda.global.nvrtc.NVRTC_SUCCESS;
import static org.bytedeco.cuda.global.nvrtc.nvrtcCompileProgram;
import static org.bytedeco.cuda.global.nvrtc.nvrtcCreateProgram;
import static org.bytedeco.cuda.global.nvrtc.nvrtcDestroyProgram;
import static org.bytedeco.cuda.global.nvrtc.nvrtcGetCUBIN;
import static org.bytedeco.cuda.global.nvrtc.nvrtcGetCUBINSize;
import static org.bytedeco.cuda.global.nvrtc.nvrtcGetErrorString;
import static org.bytedeco.cuda.global.nvrtc.nvrtcGetNumSupportedArchs;
import static org.bytedeco.cuda.global.nvrtc.nvrtcGetProgramLog;
import static org.bytedeco.cuda.global.nvrtc.nvrtcGetProgramLogSize;
import static org.bytedeco.cuda.global.nvrtc.nvrtcGetSupportedArchs;
import static org.bytedeco.cuda.global.nvrtc.nvrtcVersion;

import io.github.dropblock.harness.backend.ComputeCapability;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import org.bytedeco.cuda.nvrtc._nvrtcProgram;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.javacpp.SizeTPointer;

/**
 * CUDA's compiler at run time. It makes machine code for the very GPU, so that the driver has
 * nothing left to compile, which on Hopper it failed at (see docs/gpu.md).
 */
final class Nvrtc {
  static {
    loadBuiltins();
  }

  private Nvrtc() {}

  /**
   * Machine code for a GPU.
   *
   * @param file name of the source, for the compiler's messages
   * @throws IllegalStateException with what the compiler says, if it can't
   */
  static BytePointer compile(String file, String source, ComputeCapability gpu) {
    String option = "--gpu-architecture=sm_" + Architectures.choose(gpu, known());
    PointerPointer<Pointer> none = null;
    _nvrtcProgram program = new _nvrtcProgram();
    try (BytePointer text = new BytePointer(source);
        BytePointer name = new BytePointer(file);
        PointerPointer<Pointer> options = new PointerPointer<>(option)) {
      check(nvrtcCreateProgram(program, text, name, 0, none, none), "nvrtcCreateProgram");
      int answer = nvrtcCompileProgram(program, 1, options);
      if (answer != NVRTC_SUCCESS) {
        throw new IllegalStateException(
            "CUDA's compiler NVRTC can't compile %s with %s (%s): %s"
                .formatted(file, option, nvrtcGetErrorString(answer).getString(), log(program)));
      }
      return machineCode(program);
    } finally {
      if (!program.isNull()) {
        nvrtcDestroyProgram(program);
      }
    }
  }

  private static int[] known() {
    int[] count = new int[1];
    check(nvrtcGetNumSupportedArchs(count), "nvrtcGetNumSupportedArchs");
    int[] architectures = new int[count[0]];
    check(nvrtcGetSupportedArchs(architectures), "nvrtcGetSupportedArchs");
    return architectures;
  }

  private static BytePointer machineCode(_nvrtcProgram program) {
    try (SizeTPointer size = new SizeTPointer(1)) {
      check(nvrtcGetCUBINSize(program, size), "nvrtcGetCUBINSize");
      BytePointer code = new BytePointer(size.get());
      check(nvrtcGetCUBIN(program, code), "nvrtcGetCUBIN");
      return code;
    }
  }

  private static String log(_nvrtcProgram program) {
    try (SizeTPointer size = new SizeTPointer(1)) {
      check(nvrtcGetProgramLogSize(program, size), "nvrtcGetProgramLogSize");
      try (BytePointer text = new BytePointer(size.get())) {
        check(nvrtcGetProgramLog(program, text), "nvrtcGetProgramLog");
        return text.getString().strip();
      }
    }
  }

  private static void check(int answer, String call) {
    if (answer != NVRTC_SUCCESS) {
      throw new IllegalStateException(
          "CUDA's %s failed: %s".formatted(call, nvrtcGetErrorString(answer).getString()));
    }
  }

  /**
   * NVRTC opens a second library by a name that holds CUDA's version, and JavaCPP 1.5.5 unpacks
   * that of 11.2 only. Once loaded it is found. An installed CUDA has it where the loader looks.
   */
  private static void loadBuiltins() {
    int[] major = new int[1];
    int[] minor = new int[1];
    check(nvrtcVersion(major, minor), "nvrtcVersion");
    URL library =
        Nvrtc.class.getResource(
            "/org/bytedeco/cuda/linux-x86_64/libnvrtc-builtins.so.%s.%s"
                .formatted(major[0], minor[0]));
    if (library == null) {
      return;
    }
    try {
      File file = Loader.cacheResource(library);
      System.load(file.getAbsolutePath());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
