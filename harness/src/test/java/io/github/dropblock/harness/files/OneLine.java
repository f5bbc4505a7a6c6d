package io.github.dropblock.harness.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a reader may do with nonsense: read it after all, or refuse it in a line. */
public final class OneLine {
  private OneLine() {}

  /** Reads something. */
  @FunctionalInterface
  public interface Reading {
    void read() throws IOException;
  }

  /** Reads a file. */
  @FunctionalInterface
  public interface FileReading {
    void read(Path file) throws IOException;
  }

  /** As {@link #orRead}, for a reader of a file with this content. */
  public static void orReadFile(byte[] content, FileReading reading) throws IOException {
    Path file = Files.createTempFile("fuzz", ".bin");
    try {
      Files.write(file, content);
      orRead(() -> reading.read(file));
    } finally {
      Files.delete(file);
    }
  }

  /** Fails at any other exception than an {@link IOException} of a printable line. */
  public static void orRead(Reading reading) {
    try {
      reading.read();
    } catch (IOException e) {
      assertThat(e.getMessage()).as("%s", e).isNotBlank();
      // No end of a line, and nothing else that a terminal would obey.
      assertThat(e.getMessage()).isEqualTo(Printable.of(e.getMessage()));
    }
  }
}
