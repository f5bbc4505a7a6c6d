package io.github.dropblock.harness.compiled.cuda;

import io.github.dropblock.harness.compiled.Gradient;
import io.github.dropblock.harness.compiled.Operation;
import io.github.dropblock.harness.compiled.OperationCalls;
import io.github.dropblock.harness.compiled.Shape;
import io.github.dropblock.harness.regularize.DroppedUnits;

/** Dropout on units: drawn where they are dropped, in both passes alike. */
final class UnitDroppingLaunches implements OperationCalls {
  private final GraphBuilder net;
  private final Operation.UnitDropping dropping;
  private final int images;
  private final int units;

  UnitDroppingLaunches(GraphBuilder net, Operation.UnitDropping dropping) {
    this.net = net;
    this.dropping = dropping;
    Shape shape = dropping.from().shape();
    images = (int) shape.sizes()[0];
    units = (int) shape.channels();
  }

  @Override
  public void forward() {
    DeviceArray from = net.value(dropping.from());
    DeviceArray to =
        net.mayDropInPlace(dropping.from()) ? from : net.numbers((long) images * units);
    drop(from, to);
    net.put(dropping.output(), to);
  }

  @Override
  public void backward() {
    Gradient<DeviceArray> gradient = net.gradient(dropping.output());
    DeviceArray from = gradient.array();
    DeviceArray to = gradient.shared() ? net.numbers((long) images * units) : from;
    drop(from, to);
    net.give(dropping.from(), to, false);
  }

  private void drop(DeviceArray from, DeviceArray to) {
    double rate = dropping.units().getRate();
    long seed = dropping.units().getSeed();
    net.tape()
        .add(
            () ->
                net.gpu()
                    .kernels
                    .launch(
                        "drop_units",
                        (long) images * ((units + 3) / 4),
                        from.address(),
                        to.address(),
                        images,
                        units,
                        (int) seed,
                        (int) (seed >>> 32),
                        DroppedUnits.bound(rate),
                        DroppedUnits.scale(rate),
                        net.step()),
            from,
            to);
  }
}
