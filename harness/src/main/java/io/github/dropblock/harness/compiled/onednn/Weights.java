package io.github.dropblock.harness.compiled.onednn;

import io.github.dropblock.harness.compiled.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Parameters and the state of their optimiser, each in the format that the first primitive to use
 * it asked for. Programs for batches of other sizes share them.
 */
final class Weights implements AutoCloseable {
  private final int states;
  private final Map<Parameter, List<Buffer>> arrays = new LinkedHashMap<>();
  private final List<Buffer> constants = new ArrayList<>();
  private final List<Memory> memories = new ArrayList<>();

  /**
   * @param states arrays of the optimiser's for each trained parameter
   */
  Weights(int states) {
    this.states = states;
  }

  boolean has(Parameter parameter) {
    return arrays.containsKey(parameter);
  }

  /** A parameter's values, in {@code format} if nobody has asked for them before. */
  Buffer values(Parameter parameter, Format format) {
    return arrays.computeIfAbsent(parameter, key -> make(key, format)).get(0);
  }

  /**
   * A parameter's values or state.
   *
   * @param index 0 for the values, from 1 for the optimiser's state
   */
  Buffer array(Parameter parameter, int index) {
    return arrays.get(parameter).get(index);
  }

  /** An array that never changes. */
  Buffer constant(Format format, float[] rowByRow) {
    Buffer made = allocate(format);
    constants.add(made);
    put(made, rowByRow);
    return made;
  }

  /** Writes numbers, given row by row. */
  void put(Buffer array, float[] rowByRow) {
    try (Buffer plain = new Buffer(Format.plain(array.format().shape()));
        Memory memory = new Memory(plain.bytes());
        Call reorder = Tape.reorder(plain, array, "a parameter")) {
      plain.bind(memory.at(0));
      plain.numbers().put(0, rowByRow);
      reorder.run();
    }
  }

  /** Reads numbers, row by row. */
  float[] get(Buffer array) {
    try (Buffer plain = new Buffer(Format.plain(array.format().shape()));
        Memory memory = new Memory(plain.bytes());
        Call reorder = Tape.reorder(array, plain, "a parameter")) {
      plain.bind(memory.at(0));
      reorder.run();
      float[] rowByRow = new float[plain.length()];
      plain.numbers().get(0, rowByRow);
      return rowByRow;
    }
  }

  private Buffer allocate(Format format) {
    Buffer buffer = new Buffer(format);
    Memory memory = new Memory(buffer.bytes());
    memories.add(memory);
    buffer.bind(memory.at(0));
    return buffer;
  }

  private List<Buffer> make(Parameter parameter, Format format) {
    List<Buffer> made = new ArrayList<>();
    int count = parameter.trained() ? 1 + states : 1;
    for (int i = 0; i < count; i++) {
      made.add(allocate(format));
    }
    return made;
  }

  @Override
  public void close() {
    arrays.values().forEach(buffers -> buffers.forEach(Buffer::close));
    constants.forEach(Buffer::close);
    memories.forEach(Memory::close);
  }
}
