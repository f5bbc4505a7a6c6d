package io.github.dropblock.harness.images;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Files of a folder or an archive. Safe to use from several threads. */
interface PhotoFiles extends Closeable {
  /** More is not a photo but a bomb, which would fill the memory once it is decompressed. */
  int MOST_BYTES = 128 << 20;

  /** Paths of all files, relative, with slashes, in no special order. */
  List<String> paths();

  /** Whether they lie in an archive. */
  boolean packed();

  /** What lies there and can't be one of them, in a line each. */
  List<String> remarks();

  /** Another text when the file's content changes; found without reading it. */
  String stamp(String path) throws IOException;

  /**
   * A file's content.
   *
   * @throws UnreadableImageException if it has more than {@link #MOST_BYTES}
   */
  byte[] read(String path) throws IOException;

  /** All that a stream holds, which whoever opened it closes. */
  static byte[] readLimited(InputStream stream) throws IOException {
    byte[] content = stream.readNBytes(MOST_BYTES + 1);
    if (content.length > MOST_BYTES) {
      throw new UnreadableImageException(
          "it has more than %s MiB, so it is not a photo".formatted(MOST_BYTES >> 20));
    }
    return content;
  }

  @Override
  void close() throws IOException;
}
