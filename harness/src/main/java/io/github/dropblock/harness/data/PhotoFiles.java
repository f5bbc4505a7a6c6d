package io.github.dropblock.harness.data;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** Files of a folder or an archive. Safe to use from several threads. */
interface PhotoFiles extends Closeable {
  /** Paths of all files, relative, with slashes, in no special order. */
  List<String> paths();

  /** Another text when the file's content changes; found without reading it. */
  String stamp(String path) throws IOException;

  byte[] read(String path) throws IOException;

  @Override
  void close() throws IOException;
}
