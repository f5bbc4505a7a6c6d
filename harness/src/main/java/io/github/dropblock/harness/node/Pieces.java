package io.github.dropblock.harness.node;

import java.util.Iterator;

/** Where a node gets the contents of files from. */
@FunctionalInterface
public interface Pieces {
  /** A file's content, piece after piece, each fetched when it is asked for. */
  Iterator<byte[]> of(Blob blob);
}
