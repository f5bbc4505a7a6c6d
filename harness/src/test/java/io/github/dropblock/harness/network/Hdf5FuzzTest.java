package io.github.dropblock.harness.network;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.dropblock.harness.files.OneLine;
import java.io.IOException;
import org.junit.jupiter.api.Tag;

/** Weights of Keras that a stranger made. */
@Tag("fuzz")
class Hdf5FuzzTest {
  @FuzzTest(maxDuration = "2m")
  void isReadOrRefusedInALine(byte[] file) throws IOException {
    OneLine.orReadFile(
        file, path -> KerasFile.reading(path, keras -> keras.find("block1-conv1", "W")));
  }
}
