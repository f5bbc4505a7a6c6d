package io.github.dropblock.harness.network;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.dropblock.harness.files.OneLine;
import java.io.EOFException;
import java.io.IOException;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Tag;

/** Numbers in a DL4J model that a stranger made. */
@Tag("fuzz")
class ArrayFuzzTest {
  private static final String ENTRY = "coefficients.bin";

  @FuzzTest(maxDuration = "2m")
  void isReadOrRefusedInALine(byte[] file) throws IOException {
    OneLine.orReadFile(
        file,
        path -> {
          try (ZipFile zip = new ZipFile(path.toFile())) {
            if (zip.getEntry(ENTRY) != null) {
              StoredArray.requireWhole(zip, zip.getEntry(ENTRY));
            }
          } catch (EOFException e) {
            throw new IOException("java.util.zip finds no end", e);
          }
        });
  }
}
