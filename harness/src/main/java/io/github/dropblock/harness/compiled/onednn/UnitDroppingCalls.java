package io.github.dropblock.harness.compiled.onednn;

import io.github.dropblock.harness.compiled.Gradient;
import io.github.dropblock.harness.compiled.Operation;
import io.github.dropblock.harness.compiled.OperationCalls;
import io.github.dropblock.harness.compiled.Shape;
import java.nio.FloatBuffer;

/** Dropout on units. */
final class UnitDroppingCalls implements OperationCalls {
  private final TapeBuilder net;
  private final Operation.UnitDropping dropping;
  private float[] factors;

  UnitDroppingCalls(TapeBuilder net, Operation.UnitDropping dropping) {
    this.net = net;
    this.dropping = dropping;
  }

  @Override
  public void forward() {
    Shape units = dropping.from().shape();
    Buffer from = net.value(dropping.from());
    Buffer to = net.mayDropInPlace(dropping.from()) ? from : net.tape().array(from.format());
    net.tape()
        .add(
            what("forward"),
            () -> {
              factors =
                  dropping
                      .units()
                      .draw((int) units.sizes()[0], (int) units.channels(), net.batch().iteration)
                      .factors();
              multiply(from.numbers(), to.numbers());
            },
            from,
            to);
    net.put(dropping.output(), to);
  }

  @Override
  public void backward() {
    Gradient<Buffer> gradient = net.gradient(dropping.output());
    Buffer from = gradient.array();
    Buffer to = gradient.shared() ? net.tape().array(from.format()) : from;
    net.tape().add(what("gradient"), () -> multiply(from.numbers(), to.numbers()), from, to);
    net.give(dropping.from(), to, false);
  }

  private void multiply(FloatBuffer from, FloatBuffer to) {
    float[] numbers = new float[factors.length];
    from.get(0, numbers);
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] *= factors[i];
    }
    to.put(0, numbers);
  }

  private String what(String pass) {
    return "Dropout " + dropping.name() + ", " + pass;
  }
}
