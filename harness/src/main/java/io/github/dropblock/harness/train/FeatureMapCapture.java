package io.github.dropblock.harness.train;

import io.github.dropblock.harness.batch.Batch;
import io.github.dropblock.harness.network.Networks;
import io.github.dropblock.harness.regularize.DropBlock;
import io.github.dropblock.harness.rundir.FeatureMaps;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** One image shown to a trained network, and the feature maps that it leaves. */
final class FeatureMapCapture {
  private static final int CHANNELS = 6;

  private FeatureMapCapture() {}

  /**
   * The maps of the middle one of the places that DropBlock acts on; absent without DropBlock.
   *
   * @param id of the image
   * @param one the image
   * @param epoch whose keep probability is taken, counted from 0
   */
  static Optional<FeatureMaps> of(
      ComputationGraph graph, Learner learner, String id, Batch one, int epoch) {
    List<Map.Entry<String, DropBlock>> places = List.copyOf(Networks.dropBlocks(graph).entrySet());
    if (places.isEmpty()) {
      return Optional.empty();
    }
    Map.Entry<String, DropBlock> place = places.get(places.size() / 2);
    INDArray before = learner.maps(one, place.getKey());
    // A copy, so that what the training counted stays as it is.
    DropBlock dropBlock = place.getValue().clone();
    INDArray mask = dropped(dropBlock, Nd4j.onesLike(before), epoch);
    INDArray after = dropped(dropBlock, before.dup(), epoch);
    double scale = mask.maxNumber().doubleValue();
    double most = Math.max(before.maxNumber().doubleValue(), after.maxNumber().doubleValue());
    return Optional.of(
        new FeatureMaps(
            FeatureMaps.SCHEMA,
            id,
            place.getKey(),
            (int) before.size(2),
            (int) before.size(3),
            dropBlock.tally().blockSize(),
            dropBlock.tally().gamma(),
            scale,
            most,
            contrasting(before)
                .mapToObj(
                    channel ->
                        new FeatureMaps.Channel(
                            channel,
                            bytes(before, channel, most),
                            bytes(mask, channel, scale),
                            bytes(after, channel, most)))
                .toList()));
  }

  /** The same mask whatever the values: it depends on place, iteration and shape alone. */
  private static INDArray dropped(DropBlock dropBlock, INDArray values, int epoch) {
    INDArray result =
        dropBlock.applyDropout(values, values, 0, epoch, LayerWorkspaceMgr.noWorkspaces());
    dropBlock.clear();
    return result;
  }

  /** The channels whose activations differ most from cell to cell. */
  private static IntStream contrasting(INDArray maps) {
    double[] spreads = maps.std(0, 2, 3).toDoubleVector();
    return IntStream.range(0, spreads.length)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer channel) -> -spreads[channel]))
        .limit(CHANNELS)
        .mapToInt(Integer::intValue);
  }

  private static byte[] bytes(INDArray maps, int channel, double most) {
    double[][] rows = maps.slice(0).slice(channel).toDoubleMatrix();
    int width = rows[0].length;
    byte[] bytes = new byte[rows.length * width];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = most > 0 ? (byte) Math.round(255 * rows[i / width][i % width] / most) : 0;
    }
    return bytes;
  }
}
