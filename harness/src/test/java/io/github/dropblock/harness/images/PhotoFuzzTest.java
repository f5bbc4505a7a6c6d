package io.github.dropblock.harness.images;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.dropblock.harness.files.OneLine;
import org.junit.jupiter.api.Tag;

/** A photo that a stranger, or a broken disk, made. */
@Tag("fuzz")
class PhotoFuzzTest {
  @FuzzTest(maxDuration = "2m")
  void isReadOrRefusedInALine(byte[] file) {
    OneLine.orRead(() -> PhotoDecoder.decode(file, 8));
  }
}
