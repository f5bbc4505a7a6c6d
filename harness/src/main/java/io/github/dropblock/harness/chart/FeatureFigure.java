package io.github.dropblock.harness.chart;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.github.dropblock.harness.experiment.Cell;
import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.format.Numbers;
import io.github.dropblock.harness.results.CellFiles;
import io.github.dropblock.harness.results.CellState;
import io.github.dropblock.harness.results.RunFiles;
import io.github.dropblock.harness.rundir.FeatureMaps;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Feature maps of a test image with and without DropBlock's mask, from one trained network: the
 * counterpart of the paper's figure 2.
 *
 * @param missing why there is nothing to show, else absent
 * @param shown the figure; absent if it is missing
 */
public record FeatureFigure(@Nullable String missing, @JsonUnwrapped @Nullable Shown shown) {

  /**
   * What the figure shows.
   *
   * @param cell whose network it is
   * @param photo the image as a {@code data:} URI; absent if the decoded images are gone
   * @param map height and width, cells
   */
  record Shown(
      String cell,
      String image,
      @Nullable String photo,
      String layer,
      String map,
      int blockSize,
      String gamma,
      String scale,
      String most,
      List<ChannelImages> channels) {}

  /**
   * One channel's maps as {@code data:} URIs.
   *
   * @param dropped share of its cells, %
   */
  record ChannelImages(int number, String dropped, String before, String mask, String after) {}

  /**
   * Of the first finished cell that left maps; the paper shows VGG-16, so that network if it can.
   */
  public static FeatureFigure of(RunFiles files, Optional<Pictures> pictures) {
    List<Cell> cells =
        files.cells().stream()
            .filter(each -> each.state() == CellState.FINISHED)
            .map(CellFiles::cell)
            .filter(cell -> cell.regularizer().dropsBlocks())
            .sorted(Comparator.comparing((Cell cell) -> cell.network() != Network.VGG_16))
            .toList();
    String missing =
        files.cells().stream().noneMatch(each -> each.cell().regularizer().dropsBlocks())
            ? "This run has no DropBlock."
            : "No cell with DropBlock has finished yet.";
    for (Cell cell : cells) {
      try {
        Optional<FeatureMaps> maps = files.directory().cell(cell).featureMaps();
        if (maps.isPresent()) {
          return new FeatureFigure(null, shown(cell, maps.get(), pictures));
        }
        missing =
            "The finished cells are without feature maps: imported runs of photos have none, nor have those of"
                + " earlier versions.";
      } catch (IOException e) {
        missing = "Feature maps can't be read: " + e.getMessage();
      }
    }
    return new FeatureFigure(missing, null);
  }

  private static Shown shown(Cell cell, FeatureMaps maps, Optional<Pictures> pictures) {
    return new Shown(
        cell.network().title() + ", " + cell.regularizer().title() + ", seed " + cell.seed(),
        maps.image(),
        pictures.flatMap(found -> found.of(maps.image())).orElse(null),
        maps.layer(),
        maps.height() + " × " + maps.width(),
        maps.blockSize(),
        Numbers.decimals(maps.gamma(), 4),
        Numbers.decimals(maps.scale(), 2),
        Numbers.decimals(maps.most(), 2),
        maps.channels().stream().map(channel -> channel(channel, maps)).toList());
  }

  private static ChannelImages channel(FeatureMaps.Channel channel, FeatureMaps maps) {
    byte[] whole = new byte[channel.mask().length];
    Arrays.fill(whole, (byte) 255);
    long dropped = 0;
    for (byte kept : channel.mask()) {
      dropped += kept == 0 ? 1 : 0;
    }
    return new ChannelImages(
        channel.number(),
        Numbers.percent((double) dropped / channel.mask().length),
        MapPicture.uri(channel.before(), whole, maps.width()),
        MapPicture.uri(channel.mask(), channel.mask(), maps.width()),
        MapPicture.uri(channel.after(), channel.mask(), maps.width()));
  }
}
