package io.github.dropblock.harness.images;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.dropblock.harness.files.OneLine;
import java.io.IOException;
import org.junit.jupiter.api.Tag;

/** A cache of decoded images that a stranger, or a broken disk, made. */
@Tag("fuzz")
class PixelsFuzzTest {
  @FuzzTest(maxDuration = "2m")
  void isReadOrRefusedInALine(byte[] file) throws IOException {
    OneLine.orReadFile(
        file,
        path -> {
          try (PixelCache cache = PixelCache.open(path)) {
            if (cache.count() > 0) {
              cache.read(cache.count() - 1, new byte[3 * cache.side() * cache.side()]);
            }
          }
        });
  }
}
