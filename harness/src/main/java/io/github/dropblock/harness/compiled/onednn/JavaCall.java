package io.github.dropblock.harness.compiled.onednn;

import java.util.List;

/** Something that Java does on arrays. */
record JavaCall(String what, List<Buffer> arrays, Runnable work) implements Call {
  JavaCall(String what, Runnable work, Buffer... arrays) {
    this(what, List.of(arrays), work);
  }

  @Override
  public void run() {
    work.run();
  }
}
