package io.github.dropblock.harness.compiled.cuda;

import com.sun.jna.Memory;
import io.github.dropblock.harness.compiled.Gradient;
import io.github.dropblock.harness.compiled.Operation;
import io.github.dropblock.harness.compiled.OperationCalls;
import io.github.dropblock.harness.compiled.Shape;
import io.github.dropblock.harness.regularize.BlockTable;

/** DropBlock: a bit for each cell is drawn, and both passes go by it. */
final class BlockDroppingLaunches implements OperationCalls {
  private final GraphBuilder net;
  private final GpuContext gpu;
  private final Operation.BlockDropping dropping;
  private final Shape maps;
  private final int height;
  private final int width;
  private final long planes;
  private final DeviceArray mask;
  private final DeviceArray dropped;
  private final long table;
  private BlockTable there;

  BlockDroppingLaunches(GraphBuilder net, Operation.BlockDropping dropping) {
    this.net = net;
    this.gpu = net.gpu();
    this.dropping = dropping;
    maps = dropping.from().shape();
    height = (int) maps.height();
    width = (int) maps.width();
    planes = maps.length() / height / width;
    mask = net.tape().array(planes * height * ((width + 31) / 32) * Integer.BYTES);
    dropped =
        net.counter(
            (cells, epoch) -> dropping.blocks().count(height, width, epoch, maps.length(), cells));
    // Of as many bounds as there could be in any epoch, since a captured step knows the place.
    table = net.own(BlockTable.mostNumbers(height, width) * (long) Integer.BYTES);
    net.beforeStep(this::bringTable);
  }

  /** γ follows the epoch, and the table γ. */
  private void bringTable(int epoch) {
    BlockTable wanted = dropping.blocks().table(height, width, epoch);
    if (!wanted.equals(there)) {
      Memory numbers = new Memory((long) wanted.numbers().length * Integer.BYTES);
      numbers.write(0, wanted.numbers(), 0, wanted.numbers().length);
      gpu.write(table, numbers);
      there = wanted;
    }
  }

  @Override
  public void forward() {
    DeviceArray from = net.value(dropping.from());
    DeviceArray to = net.mayDropInPlace(dropping.from()) ? from : net.numbers(maps.length());
    int size = dropping.blocks().table(height, width, 0).size();
    int places = (height - size + 1) * (width - size + 1);
    DeviceArray taken = net.tape().array(planes * ((places + 31) / 32) * Integer.BYTES);
    long seed = dropping.blocks().getSeed();
    net.tape()
        .add(
            () ->
                gpu.kernels.launch(
                    "draw_blocks",
                    planes,
                    table,
                    mask.address(),
                    taken.address(),
                    dropped.address(),
                    (int) maps.sizes()[0],
                    (int) maps.channels(),
                    height,
                    width,
                    size,
                    (int) seed,
                    (int) (seed >>> 32),
                    net.step()),
            mask,
            taken);
    drop(from, to);
    net.put(dropping.output(), to);
  }

  @Override
  public void backward() {
    Gradient<DeviceArray> gradient = net.gradient(dropping.output());
    DeviceArray from = gradient.array();
    DeviceArray to = gradient.shared() ? net.numbers(maps.length()) : from;
    drop(from, to);
    net.give(dropping.from(), to, false);
  }

  private void drop(DeviceArray from, DeviceArray to) {
    net.tape()
        .add(
            () ->
                gpu.kernels.launch(
                    "drop_blocks",
                    maps.length(),
                    from.address(),
                    to.address(),
                    mask.address(),
                    dropped.address(),
                    maps.length(),
                    width),
            from,
            to,
            mask);
  }
}
