package io.github.dropblock.harness.spark;

import io.github.dropblock.harness.node.Blob;
import io.github.dropblock.harness.node.Pieces;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.broadcast.Broadcast;

/**
 * The contents of files as broadcast variables. Nodes pass their blocks on to each other, so that
 * the driver sends each about once, however many nodes there are.
 *
 * @param pieces of each file, by its SHA-256
 */
record BroadcastPieces(Map<String, List<Broadcast<byte[]>>> pieces)
    implements Pieces, Serializable {
  BroadcastPieces {
    pieces = Map.copyOf(pieces);
  }

  @Override
  public Iterator<byte[]> of(Blob blob) {
    return Objects.requireNonNull(pieces.get(blob.sha256()), blob::sha256).stream()
        .map(Broadcast::value)
        .iterator();
  }
}
