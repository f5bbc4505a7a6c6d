package io.github.dropblock.harness.spark;

import io.github.dropblock.harness.node.Letter;
import io.github.dropblock.harness.rundir.CellDirectory;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Reads what nodes send, and puts it where it belongs in the run directory. */
final class Reception {
  private final Path arrivals;
  private final CellNews listener;
  private final Map<Integer, Correspondent> open = new ConcurrentHashMap<>();

  /**
   * @param arrivals folder for files of which not all pieces have come
   */
  Reception(Path arrivals, CellNews listener) {
    this.arrivals = arrivals;
    this.listener = listener;
  }

  /** Hears of cells, by their numbers. */
  interface CellNews {
    /** An attempt starts. */
    void started(int cell, String node);

    /**
     * A node can't train a cell.
     *
     * @param faults of nodes that this cell has met so far, this one among them
     */
    void fault(Letter.Fault fault, String node, int faults);
  }

  /** From now on letters about a cell are read. */
  void open(int cell, CellDirectory folder) {
    open.put(cell, new Correspondent(cell, folder, arrivals));
  }

  /**
   * From now on no letter about a cell is read, and none is being read.
   *
   * @return what is known of it, if letters about it were read until now
   */
  Optional<Correspondent> close(int cell) throws IOException {
    Optional<Correspondent> closed = Optional.ofNullable(open.remove(cell));
    if (closed.isPresent()) {
      closed.get().close();
    }
    return closed;
  }

  /** The answer to a letter, null if it is not wanted. */
  @Nullable Serializable read(Letter letter) throws IOException {
    Correspondent correspondent = open.get(letter.cell());
    if (correspondent == null) {
      return null;
    }
    Serializable answer = correspondent.read(letter);
    if (answer != null && letter instanceof Letter.Begin begin) {
      listener.started(begin.cell(), begin.node());
    } else if (answer != null && letter instanceof Letter.Fault fault) {
      listener.fault(fault, correspondent.node(), correspondent.faults());
    }
    return answer;
  }
}
