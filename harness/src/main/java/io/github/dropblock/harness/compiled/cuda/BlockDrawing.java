package io.github.dropblock.harness.compiled.cuda;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import io.github.dropblock.harness.compiled.Operation;
import io.github.dropblock.harness.compiled.Shape;
import io.github.dropblock.harness.compiled.Value;
import io.github.dropblock.harness.regularize.BlockTable;
import io.github.dropblock.harness.regularize.DropBlock;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * Draws DropBlock's blocks at all places of a network by one kernel when a step begins, since they
 * hang on nothing that the step computes: kernels for one place each have too few threads to keep a
 * GPU busy, and wait for each other.
 */
final class BlockDrawing {
  /** Of {@code struct Place}. */
  static final int PLACE_BYTES = 64;

  /** {@code SHARES} of the kernels. */
  static final int SHARES = 256;

  /**
   * Where DropBlock acts on a value.
   *
   * @param mask address of a bit for each cell, rows of whole words
   * @param scale address of what the cells that are kept are multiplied by, a float
   */
  record Place(long mask, long scale, int width) {}

  private final GraphBuilder net;
  private final GpuContext gpu;
  private final int count;
  private final IdentityHashMap<Value, Place> places = new IdentityHashMap<>();
  private final long described;
  private final long covered;
  private final long shares;
  private final long dropped;
  private final long scales;
  private long planes;

  /**
   * @param droppings one or more
   */
  BlockDrawing(GraphBuilder net, List<Operation.BlockDropping> droppings) {
    this.net = net;
    gpu = net.gpu();
    count = droppings.size();
    dropped = net.counters(droppings.stream().map(BlockDrawing::tally).toList());
    scales = net.own((long) count * Float.BYTES);
    Memory all = new Memory((long) count * PLACE_BYTES);
    for (int i = 0; i < count; i++) {
      Operation.BlockDropping dropping = droppings.get(i);
      long mask = describe(dropping, all.share((long) i * PLACE_BYTES, PLACE_BYTES));
      long scale = scales + (long) i * Float.BYTES;
      Shape maps = dropping.from().shape();
      places.put(dropping.from(), new Place(mask, scale, (int) maps.width()));
      planes += planes(maps);
    }
    described = net.own(all.size());
    gpu.write(described, all);
    covered = net.own(planes * Integer.BYTES);
    shares = net.own((long) count * SHARES * Integer.BYTES);
  }

  private static GraphBuilder.StepCount tally(Operation.BlockDropping dropping) {
    Shape maps = dropping.from().shape();
    return (cells, epoch) ->
        dropping
            .blocks()
            .count((int) maps.height(), (int) maps.width(), epoch, maps.length(), cells);
  }

  /** Makes room for a place's arrays, and returns where its mask is. */
  private long describe(Operation.BlockDropping dropping, Pointer place) {
    Shape maps = dropping.from().shape();
    DropBlock blocks = dropping.blocks();
    long mask = net.own(planes(maps) * maskWords(maps) * Integer.BYTES);
    long taken = net.own(planes(maps) * takenWords(maps, blocks) * Integer.BYTES);
    write(place, table(blocks, maps), mask, taken, planes, maps, blocks);
    return mask;
  }

  /** Channels of images. */
  static long planes(Shape maps) {
    return maps.images() * maps.channels();
  }

  /** Of a plane's mask. */
  static long maskWords(Shape maps) {
    return maps.height() * words(maps.width());
  }

  /** A bit for each place of a block in a plane. */
  static long takenWords(Shape maps, DropBlock blocks) {
    int size = size(maps, blocks);
    return words((maps.height() - size + 1) * (maps.width() - size + 1));
  }

  private static int size(Shape maps, DropBlock blocks) {
    return blocks.table((int) maps.height(), (int) maps.width(), 0).size();
  }

  /**
   * Writes a {@code struct Place}.
   *
   * @param first how many planes the places before it have
   */
  static void write(
      Pointer place, long table, long mask, long taken, long first, Shape maps, DropBlock blocks) {
    long[] arrays = {table, mask, taken, first, planes(maps)};
    int[] sizes = {
      (int) maps.channels(),
      (int) maps.height(),
      (int) maps.width(),
      size(maps, blocks),
      (int) blocks.getSeed(),
      (int) (blocks.getSeed() >>> 32)
    };
    place.write(0, arrays, 0, arrays.length);
    place.write((long) arrays.length * Long.BYTES, sizes, 0, sizes.length);
  }

  /** Of 32 bits, for so many bits. */
  private static long words(long bits) {
    return (bits + 31) / 32;
  }

  /** Where a place's table is. γ follows the epoch, and the table γ. */
  private long table(DropBlock blocks, Shape maps) {
    int height = (int) maps.height();
    int width = (int) maps.width();
    // Of as many bounds as there could be in any epoch, since a captured step knows the place.
    long table = net.own(BlockTable.mostNumbers(height, width) * (long) Integer.BYTES);
    BlockTable[] there = new BlockTable[1];
    net.beforeStep(
        epoch -> {
          BlockTable wanted = blocks.table(height, width, epoch);
          if (!wanted.equals(there[0])) {
            Memory numbers = new Memory((long) wanted.numbers().length * Integer.BYTES);
            numbers.write(0, wanted.numbers(), 0, wanted.numbers().length);
            gpu.write(table, numbers);
            there[0] = wanted;
          }
        });
    return table;
  }

  /** Null where DropBlock doesn't act on the value. */
  Place place(Value value) {
    return places.get(value);
  }

  /** Queues that all blocks are drawn, and how many cells they cover. */
  void draw() {
    gpu.kernels.launch("draw_blocks", planes, described, count, planes, covered, net.step());
    gpu.kernels.launch("count_covered", (long) count * SHARES, described, count, covered, shares);
    gpu.kernels.launch("scale_kept", count, described, count, shares, dropped, scales);
  }
}
