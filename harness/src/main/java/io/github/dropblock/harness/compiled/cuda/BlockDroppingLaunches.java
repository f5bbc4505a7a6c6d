package io.github.dropblock.harness.compiled.cuda;

import io.github.dropblock.harness.compiled.Gradient;
import io.github.dropblock.harness.compiled.Operation;
import io.github.dropblock.harness.compiled.OperationCalls;

/** DropBlock, in both passes by the bits that were drawn when the step began. */
final class BlockDroppingLaunches implements OperationCalls {
  private final GraphBuilder net;
  private final Operation.BlockDropping dropping;
  private final long length;

  BlockDroppingLaunches(GraphBuilder net, Operation.BlockDropping dropping) {
    this.net = net;
    this.dropping = dropping;
    length = dropping.from().shape().length();
  }

  @Override
  public void forward() {
    DeviceArray from = net.value(dropping.from());
    DeviceArray to = net.mayDropInPlace(dropping.from()) ? from : net.numbers(length);
    if (net.droppedBySum(dropping.from()) == null) {
      drop(from, to);
    }
    net.put(dropping.output(), to);
  }

  @Override
  public void backward() {
    Gradient<DeviceArray> gradient = net.gradient(dropping.output());
    DeviceArray from = gradient.array();
    if (net.droppedInPlace(dropping.from()) != null) {
      // ReLU's gradient drops.
      net.give(dropping.from(), from, gradient.shared());
      return;
    }
    DeviceArray to = gradient.shared() ? net.numbers(length) : from;
    drop(from, to);
    net.give(dropping.from(), to, false);
  }

  private void drop(DeviceArray from, DeviceArray to) {
    BlockDrawing.Place place = net.dropped(dropping.from());
    net.tape()
        .add(
            () ->
                net.gpu()
                    .kernels
                    .launch(
                        "drop_blocks",
                        length,
                        from.address(),
                        to.address(),
                        place.mask(),
                        place.scale(),
                        length,
                        place.width()),
            from,
            to);
  }
}
