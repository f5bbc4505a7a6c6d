package io.github.dropblock.harness.data;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.dropblock.harness.files.OneLine;
import java.io.IOException;
import org.junit.jupiter.api.Tag;

/** Photos, archives, manifests and caches that a stranger, or a broken disk, made. */
@Tag("fuzz")
class DataFuzzTest {
  /** Many entries of the same name or size cost time, not safety. */
  private static final int MOST_IMAGES = 20;

  @FuzzTest(maxDuration = "2m")
  void photo(byte[] file) {
    OneLine.orRead(() -> PhotoDecoder.decode(file, 8));
  }

  @FuzzTest(maxDuration = "2m")
  void archive(byte[] file) throws IOException {
    OneLine.orReadFile(
        file,
        path -> {
          try (ImageSource source = ImageSources.open(path)) {
            source.stamp();
            for (ImageEntry entry : source.entries().stream().limit(MOST_IMAGES).toList()) {
              OneLine.orRead(() -> source.decode(entry, 8));
              OneLine.orRead(() -> source.sha256(entry));
            }
          }
        });
  }

  @FuzzTest(maxDuration = "2m")
  void manifest(byte[] file) throws IOException {
    OneLine.orReadFile(file, path -> SplitManifest.read(path).fingerprint());
  }

  @FuzzTest(maxDuration = "2m")
  void pixels(byte[] file) throws IOException {
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
