package io.github.dropblock.harness.images;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.dropblock.harness.files.OneLine;
import java.io.IOException;
import org.junit.jupiter.api.Tag;

/** An archive of photos that a stranger, or a broken disk, made. */
@Tag("fuzz")
class ArchiveFuzzTest {
  /** Many entries of the same name or size cost time, not safety. */
  private static final int MOST_IMAGES = 20;

  @FuzzTest(maxDuration = "2m")
  void isReadOrRefusedInALine(byte[] file) throws IOException {
    OneLine.orReadFile(
        file,
        path -> {
          try (ImageSource source = ImageSources.open(path, path.resolveSibling("cache"))) {
            source.stamp();
            for (ImageEntry entry : source.entries().stream().limit(MOST_IMAGES).toList()) {
              OneLine.orRead(() -> source.decode(entry, 8));
              OneLine.orRead(() -> source.sha256(entry));
            }
          }
        });
  }
}
