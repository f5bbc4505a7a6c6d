package io.github.dropblock.harness.compiled.cuda;

import io.github.dropblock.harness.compiled.Operation;
import io.github.dropblock.harness.compiled.OperationCalls;
import io.github.dropblock.harness.compiled.Shape;

/** Local response normalisation. */
final class ResponseNormalizationLaunches implements OperationCalls {
  private final GraphBuilder net;
  private final Operation.CrossChannelNormalization norm;
  private final long length;
  private final int channels;
  private final int area;
  private DeviceArray source;

  /** u of each number. */
  private DeviceArray unit;

  ResponseNormalizationLaunches(GraphBuilder net, Operation.CrossChannelNormalization norm) {
    this.net = net;
    this.norm = norm;
    Shape maps = norm.from().shape();
    length = maps.length();
    channels = (int) maps.channels();
    area = (int) (maps.height() * maps.width());
  }

  @Override
  public void forward() {
    source = net.value(norm.from());
    unit = net.tape().floats(length);
    DeviceArray output = net.numbers(length);
    net.tape()
        .add(
            () ->
                net.gpu()
                    .kernels
                    .launch(
                        "response",
                        length,
                        source.address(),
                        output.address(),
                        unit.address(),
                        length,
                        channels,
                        area,
                        (float) norm.alpha(),
                        (float) norm.k(),
                        norm.reach()),
            source,
            output,
            unit);
    net.put(norm.output(), output);
  }

  @Override
  public void backward() {
    DeviceArray gradient = net.gradient(norm.output()).array();
    DeviceArray ofInput = net.numbers(length);
    float factor = (float) (2 * norm.alpha() * Operation.CrossChannelNormalization.BETA);
    net.tape()
        .add(
            () ->
                net.gpu()
                    .kernels
                    .launch(
                        "response_gradient",
                        length,
                        source.address(),
                        unit.address(),
                        gradient.address(),
                        ofInput.address(),
                        length,
                        channels,
                        area,
                        factor,
                        norm.reach()),
            source,
            unit,
            gradient,
            ofInput);
    net.give(norm.from(), ofInput, false);
  }
}
