package io.github.dropblock.harness.compiled;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.FloatPointer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Where numbers lie in Deeplearning4j's flat arrays of parameters and of the optimiser's state,
 * which checkpoints hold. Parameters of one optimiser that lie side by side form a block, and of a
 * block the state has all of the first kind, then all of the second.
 */
final class FlatArrays {
  private final List<Parameter> parameters;
  private final Map<Parameter, long[]> stateOffsets = new HashMap<>();
  private final long stateLength;

  /**
   * @param updater that of the graph, of which nothing is kept
   */
  FlatArrays(Plan plan, BaseMultiLayerUpdater<?> updater) {
    parameters = plan.parameters();
    stateLength = updater.getStateViewArray() == null ? 0 : updater.getStateViewArray().length();
    Map<Long, Parameter> byOffset = new HashMap<>();
    parameters.stream()
        .filter(Parameter::trained)
        .forEach(parameter -> byOffset.put(parameter.offset(), parameter));
    int states = plan.optimizer().states();
    for (UpdaterBlock block : updater.getUpdaterBlocks()) {
      long length = block.getParamOffsetEnd() - (long) block.getParamOffsetStart();
      if (block.getUpdaterViewOffsetEnd() - block.getUpdaterViewOffsetStart() != states * length) {
        continue; // Of parameters that no optimiser changes.
      }
      for (UpdaterBlock.ParamState one : block.getLayersAndVariablesInBlock()) {
        Parameter parameter = byOffset.remove((long) one.getParamOffsetStart());
        long first =
            block.getUpdaterViewOffsetStart()
                + one.getParamOffsetStart()
                - (long) block.getParamOffsetStart();
        long[] offsets = new long[states];
        for (int i = 0; i < states; i++) {
          offsets[i] = first + i * length;
        }
        stateOffsets.put(parameter, offsets);
      }
    }
    if (!byOffset.isEmpty()) {
      throw new IllegalStateException(
          "Deeplearning4j's optimiser has no state for " + byOffset.values());
    }
  }

  /** Gives a device what is in the arrays. */
  void load(Running running, INDArray values, INDArray state) {
    for (Parameter parameter : parameters) {
      running.put(parameter, Running.VALUES, read(values, parameter.offset(), parameter.length()));
      long[] offsets = stateOffsets.get(parameter);
      for (int i = 0; offsets != null && i < offsets.length; i++) {
        running.put(parameter, 1 + i, read(state, offsets[i], parameter.length()));
      }
    }
  }

  /** Writes a device's parameters over those of a graph. */
  void store(Running running, ComputationGraph graph) {
    for (Parameter parameter : parameters) {
      write(running.get(parameter, Running.VALUES), graph.params(), parameter.offset());
    }
  }

  /** The optimiser's state, {@code [1, length]}, which the caller closes. */
  INDArray state(Running running) {
    INDArray state = Nd4j.create(DataType.FLOAT, 1, stateLength);
    stateOffsets.forEach(
        (parameter, offsets) -> {
          for (int i = 0; i < offsets.length; i++) {
            write(running.get(parameter, 1 + i), state, offsets[i]);
          }
        });
    return state;
  }

  private static float[] read(INDArray array, long offset, int length) {
    float[] numbers = new float[length];
    new FloatPointer(array.data().pointer()).position(offset).get(numbers);
    return numbers;
  }

  private static void write(float[] numbers, INDArray array, long offset) {
    new FloatPointer(array.data().pointer()).position(offset).put(numbers);
  }
}
