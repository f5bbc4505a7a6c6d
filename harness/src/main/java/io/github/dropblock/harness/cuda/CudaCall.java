package io.github.dropblock.harness.cuda;

import static org.bytedeco.cuda.global.cudart.CUDA_SUCCESS;
import static org.bytedeco.cuda.global.cudart.cuGetErrorString;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/** Looks at what CUDA's driver answers. */
final class CudaCall {
  private CudaCall() {}

  /**
   * @param call what was asked for, for the complaint
   * @throws IllegalStateException in the driver's words, if the answer is not a success
   */
  static void check(int answer, String call) {
    if (answer != CUDA_SUCCESS) {
      throw new IllegalStateException(
          "CUDA's %s failed: %s (error %s)".formatted(call, words(answer), answer));
    }
  }

  private static String words(int answer) {
    try (PointerPointer<Pointer> text = new PointerPointer<>(1)) {
      text.put(0, (Pointer) null);
      cuGetErrorString(answer, text);
      Pointer words = text.get(0);
      return words == null ? "for a reason it does not name" : new BytePointer(words).getString();
    }
  }
}
