package io.github.dropblock.harness.compiled.onednn;

import java.util.List;

/** One thing to do, on arrays that are its own for that long. */
interface Call extends AutoCloseable {
  /** What it does, in words. */
  String what();

  /** Arrays that it reads, writes, or both. */
  List<Buffer> arrays();

  void run();

  @Override
  default void close() {}
}
