package io.github.dropblock.harness.compiled.cuda;

import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import com.sun.jna.ptr.PointerByReference;
import java.util.Map;

/**
 * A library of CUDA's, called by the names of its functions: those are the same from CUDA 12 to 13,
 * where JavaCPP's classes differ with each version and can't share a class path with ND4J's for
 * CUDA 11. Pointers of the device are longs. A call takes a microsecond or two more than by JNI,
 * which counts for nothing where a step is one call.
 */
final class CudaLibrary {
  /** Linux's RTLD_LAZY without RTLD_GLOBAL, in dlopen(3)'s numbers. */
  private static final int LAZY_AND_LOCAL = 1;

  /** More than a sentence of cuDNN's takes. */
  private static final long WORDS_BYTES = 1024;

  private final NativeLibrary library;

  CudaLibrary(String name) {
    library = open(name);
  }

  /**
   * Opens a library for this class alone. JNA would offer its functions to every library that the
   * JVM opens later, another version of the same among them.
   */
  static NativeLibrary open(String name) {
    return NativeLibrary.getInstance(name, Map.of(Library.OPTION_OPEN_FLAGS, LAZY_AND_LOCAL));
  }

  /** Calls a function, and returns its status. */
  int ask(String function, Object... arguments) {
    return library.getFunction(function).invokeInt(arguments);
  }

  /**
   * Calls a function.
   *
   * @throws CudaException if its status is not that of success
   */
  void call(String function, Object... arguments) {
    int status = ask(function, arguments);
    if (status != 0) {
      throw refused(function, status);
    }
  }

  /** That a function answered with a status that is not that of success, in the library's words. */
  CudaException refused(String function, int status) {
    return new CudaException(
        "%s answers %s%s".formatted(function, status, words(function, status)));
  }

  /** Empty where the library has none. */
  private String words(String function, int status) {
    Object[] arguments = {status};
    try {
      String words;
      if (function.startsWith("cudnn")) {
        Memory text = new Memory(WORDS_BYTES);
        text.clear();
        library.getFunction("cudnnGetLastErrorString").invokeVoid(new Object[] {text, text.size()});
        words = text.getString(0);
      } else if (function.startsWith("cublas")) {
        words = library.getFunction("cublasGetStatusString").invokeString(arguments, false);
      } else if (function.startsWith("nvrtc")) {
        words = library.getFunction("nvrtcGetErrorString").invokeString(arguments, false);
      } else {
        PointerByReference text = new PointerByReference();
        library.getFunction("cuGetErrorString").invokeInt(new Object[] {status, text});
        words = text.getValue() == null ? "" : text.getValue().getString(0);
      }
      return words.isBlank() ? "" : " (" + words.strip() + ")";
    } catch (UnsatisfiedLinkError e) {
      return "";
    }
  }
}
