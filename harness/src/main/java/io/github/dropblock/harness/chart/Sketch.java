package io.github.dropblock.harness.chart;

import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Regularizer;
import io.github.dropblock.harness.results.Arms;
import io.github.dropblock.harness.rundir.CellResult;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A network from input to output with what is dropped where: the counterpart of the paper's figure
 * 3. The parts are the published ones; where DropBlock acted is read from a result.
 *
 * @param known whether a cell with DropBlock has finished, so that its places are known
 */
public record Sketch(String network, boolean known, List<SketchPart> parts) {

  /**
   * A part of a network.
   *
   * @param text its layers, at width 1
   * @param dropped what is dropped after it; absent if nothing is
   */
  record SketchPart(String name, String text, @Nullable String dropped) {}

  public static List<Sketch> all(Arms arms) {
    return arms.networks().stream().map(network -> of(network, arms)).toList();
  }

  private static Sketch of(Network network, Arms arms) {
    Optional<List<CellResult.Drop>> drops =
        arms.of(network).stream()
            .filter(arm -> arm.regularizer().dropsBlocks())
            .flatMap(arm -> arm.results().stream())
            .map(CellResult::drops)
            .findFirst();
    boolean dropsUnits = arms.regularizers().stream().anyMatch(Regularizer::dropsUnits);
    List<SketchPart> trunk =
        trunk(network).stream()
            .map(part -> new SketchPart(part.name(), part.text(), dropped(part.name(), drops)))
            .toList();
    Stream<SketchPart> head =
        Stream.of(
            new SketchPart("average", "of each channel's map", null),
            new SketchPart("fc", "4,096 units", dropsUnits ? "Dropout" : null),
            new SketchPart("output", "1 unit, sigmoid", null));
    return new Sketch(
        network.title(), drops.isPresent(), Stream.concat(trunk.stream(), head).toList());
  }

  /** Stages by the start of their layers' names. */
  private static List<SketchPart> trunk(Network network) {
    return switch (network) {
      case ALEXNET ->
          List.of(
              part("conv1", "11 × 11, 96; pooled"),
              part("conv2", "5 × 5, 256; pooled"),
              part("conv3", "3 × 3, 384"),
              part("conv4", "3 × 3, 384"),
              part("conv5", "3 × 3, 256; pooled"));
      case RESNET_34 ->
          List.of(
              part("conv1", "7 × 7, 64; pooled"),
              part("stage1", "3 residual blocks, 64"),
              part("stage2", "4 residual blocks, 128"),
              part("stage3", "6 residual blocks, 256"),
              part("stage4", "3 residual blocks, 512"));
      case VGG_16 ->
          List.of(
              part("block1", "2 × (3 × 3), 64; pooled"),
              part("block2", "2 × (3 × 3), 128; pooled"),
              part("block3", "3 × (3 × 3), 256; pooled"),
              part("block4", "3 × (3 × 3), 512; pooled"),
              part("block5", "3 × (3 × 3), 512; pooled"));
    };
  }

  private static SketchPart part(String name, String text) {
    return new SketchPart(name, text, null);
  }

  private static @Nullable String dropped(String part, Optional<List<CellResult.Drop>> drops) {
    List<CellResult.Drop> own =
        drops.stream()
            .flatMap(List::stream)
            .filter(drop -> drop.layer().equals(part) || drop.layer().startsWith(part + "-"))
            .toList();
    if (own.isEmpty()) {
      return null;
    }
    String sizes =
        own.stream()
            .map(drop -> "s = " + drop.blockSize() + " on " + drop.height() + " × " + drop.width())
            .distinct()
            .collect(Collectors.joining(", "));
    return "DropBlock" + (own.size() > 1 ? " × " + own.size() : "") + ", " + sizes;
  }
}
