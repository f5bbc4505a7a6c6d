package io.github.dropblock.harness.fatbin;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** A small library that nvcc made; see {@code src/test/cuda/make_kernels.sh}. */
final class Kernels {
  private Kernels() {}

  static byte[] library() {
    try (InputStream in = Kernels.class.getResourceAsStream("kernels.so")) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
