package io.github.dropblock.harness.train;

import io.github.dropblock.harness.network.Networks;
import io.github.dropblock.harness.regularize.DropBlock;
import io.github.dropblock.harness.rundir.CellResult;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** What DropBlock dropped where, since its tallies were started. */
final class Drops {
  private Drops() {}

  static List<CellResult.Drop> of(ComputationGraph graph) {
    return Networks.dropBlocks(graph).entrySet().stream()
        .map(place -> drop(place.getKey(), place.getValue().tally()))
        .toList();
  }

  private static CellResult.Drop drop(String layer, DropBlock.Tally tally) {
    return new CellResult.Drop(
        layer,
        tally.height(),
        tally.width(),
        tally.blockSize(),
        tally.gamma(),
        DropBlock.expectedKeep(tally.gamma(), tally.blockSize(), tally.height(), tally.width()),
        tally.kept());
  }
}
