package io.github.dropblock.harness.compiled.onednn;

import io.github.dropblock.harness.compiled.Gradient;
import io.github.dropblock.harness.compiled.Operation;
import io.github.dropblock.harness.compiled.OperationCalls;
import io.github.dropblock.harness.compiled.Shape;
import io.github.dropblock.harness.regularize.Blocks;
import java.nio.FloatBuffer;
import java.util.Arrays;

/** DropBlock: all is scaled in one pass, and blocks are written over with 0, there and back. */
final class BlockDroppingCalls implements OperationCalls {
  private final TapeBuilder net;
  private final Operation.BlockDropping dropping;
  private Blocks blocks;

  BlockDroppingCalls(TapeBuilder net, Operation.BlockDropping dropping) {
    this.net = net;
    this.dropping = dropping;
  }

  @Override
  public void forward() {
    Shape maps = dropping.from().shape();
    Buffer from = net.value(dropping.from());
    Buffer to = net.mayDropInPlace(dropping.from()) ? from : net.tape().array(from.format());
    net.tape()
        .add(
            what("forward"),
            () -> {
              int[] sizes = Arrays.stream(maps.sizes()).mapToInt(Math::toIntExact).toArray();
              blocks =
                  dropping
                      .blocks()
                      .draw(
                          sizes[0],
                          sizes[1],
                          sizes[2],
                          sizes[3],
                          net.batch().iteration,
                          net.batch().epoch);
              drop(from, to);
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
    net.tape().add(what("gradient"), () -> drop(from, to), from, to);
    net.give(dropping.from(), to, false);
  }

  private void drop(Buffer from, Buffer to) {
    float scale = (float) blocks.scale();
    FloatBuffer[] arrays =
        from == to
            ? new FloatBuffer[] {to.numbers()}
            : new FloatBuffer[] {to.numbers(), from.numbers()};
    Tiles.map(
        net.workers(),
        to.length(),
        1,
        (tiles, length) -> {
          float[] into = tiles[0];
          float[] of = tiles[arrays.length - 1];
          for (int i = 0; i < length; i++) {
            into[i] = of[i] * scale;
          }
        },
        arrays);
    zero(to.numbers(), to.format().strides());
  }

  private void zero(FloatBuffer numbers, Format.Strides strides) {
    int size = blocks.size();
    int row = (int) strides.row();
    int column = (int) strides.column();
    blocks.forEach(
        (image, channel, top, left) -> {
          int first = (int) strides.plane(image, channel) + top * row + left * column;
          for (int y = 0; y < size; y++, first += row) {
            for (int x = 0, at = first; x < size; x++, at += column) {
              numbers.put(at, 0f);
            }
          }
        });
  }

  private String what(String pass) {
    return "DropBlock " + dropping.name() + ", " + pass;
  }
}
