package io.github.dropblock.harness.images;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.dropblock.harness.files.OneLine;
import java.io.IOException;
import org.junit.jupiter.api.Tag;

/** A split manifest that a stranger, or a broken disk, made. */
@Tag("fuzz")
class ManifestFuzzTest {
  @FuzzTest(maxDuration = "2m")
  void isReadOrRefusedInALine(byte[] file) throws IOException {
    OneLine.orReadFile(file, path -> SplitManifest.read(path).fingerprint());
  }
}
