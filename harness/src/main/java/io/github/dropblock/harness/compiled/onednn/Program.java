package io.github.dropblock.harness.compiled.onednn;

import io.github.dropblock.harness.compiled.Parameter;
import java.util.Map;

/**
 * A tape and the batch that it works on.
 *
 * @param gradients those of parameters, kept to be looked at; null where they are not
 * @param seen a value that is kept row by row; null where none is
 */
record Program(Tape tape, CurrentBatch batch, Map<Parameter, Buffer> gradients, Buffer seen)
    implements AutoCloseable {

  @Override
  public void close() {
    tape.close();
  }
}
