package io.github.dropblock.harness.network;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.dropblock.harness.files.OneLine;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Tag;

/** Weights that a stranger made. */
@Tag("fuzz")
class WeightsFuzzTest {
  private static final String ENTRY = "coefficients.bin";

  @FuzzTest(maxDuration = "2m")
  void array(byte[] file) throws IOException {
    in(
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

  @FuzzTest(maxDuration = "2m")
  void hdf5(byte[] file) throws IOException {
    in(file, path -> KerasFile.reading(path, keras -> keras.find("block1-conv1", "W")));
  }

  private interface Reader {
    void read(Path path) throws IOException;
  }

  private static void in(byte[] content, Reader reader) throws IOException {
    Path file = Files.createTempFile("fuzz", ".bin");
    try {
      Files.write(file, content);
      OneLine.orRead(() -> reader.read(file));
    } finally {
      Files.delete(file);
    }
  }
}
