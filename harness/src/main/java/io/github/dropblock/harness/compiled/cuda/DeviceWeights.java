package io.github.dropblock.harness.compiled.cuda;

import com.sun.jna.Memory;
import io.github.dropblock.harness.compiled.Parameter;
import io.github.dropblock.harness.compiled.Plan;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Parameters, their gradients and the optimiser's state on the GPU. Those that are trained lie side
 * by side, and their gradients and states in the same order, so that one kernel changes all.
 */
final class DeviceWeights implements Trained, AutoCloseable {
  /** Floats to which a parameter's place is rounded up: 256 bytes. */
  private static final int ALIGNMENT = 64;

  private final GpuContext gpu;
  private final Map<Parameter, Long> offsets = new HashMap<>();

  /** Floats of all that are trained, gaps among them: gaps are 0 and stay so. */
  private final long trained;

  private final int states;
  private final long address;

  /** Floats of those that stand still. */
  private final long still;

  /** Copies as bfloat16, those that are trained first; 0 where nothing is multiplied by such. */
  private final long narrowed;

  DeviceWeights(GpuContext gpu, Plan plan) {
    this.gpu = gpu;
    states = plan.optimizer().states();
    long length = 0;
    for (Parameter parameter : parameters(plan, true)) {
      offsets.put(parameter, length);
      length += aligned(parameter);
    }
    trained = length;
    length = (2 + states) * trained;
    for (Parameter parameter : parameters(plan, false)) {
      offsets.put(parameter, length);
      length += aligned(parameter);
    }
    still = length - (2 + states) * trained;
    address = gpu.allocate(length * Float.BYTES);
    narrowed =
        gpu.precision == Precision.BFLOAT_16 ? gpu.allocate((trained + still) * Short.BYTES) : 0;
  }

  private static List<Parameter> parameters(Plan plan, boolean trained) {
    return plan.parameters().stream().filter(one -> one.trained() == trained).toList();
  }

  private static long aligned(Parameter parameter) {
    return (parameter.length() + ALIGNMENT - 1L) / ALIGNMENT * ALIGNMENT;
  }

  @Override
  public long trained() {
    return trained;
  }

  @Override
  public long all(int array) {
    return address + array * trained * Float.BYTES;
  }

  @Override
  public long gradients() {
    return all(1 + states);
  }

  long values(Parameter parameter) {
    return address + offsets.get(parameter) * Float.BYTES;
  }

  /** Values as the maps' numbers that they are multiplied by; what {@link #narrow} made of them. */
  long factors(Parameter parameter) {
    if (narrowed == 0) {
      return values(parameter);
    }
    long offset = offsets.get(parameter);
    return narrowed + (offset < trained ? offset : offset - (1 + states) * trained) * Short.BYTES;
  }

  /** Queues that {@link #factors} follow the values. */
  void narrow() {
    if (narrowed != 0) {
      narrow(all(0), narrowed, trained);
      narrow(all(2 + states), narrowed + trained * Short.BYTES, still);
    }
  }

  private void narrow(long floats, long numbers, long count) {
    if (count > 0) {
      gpu.kernels.launch("narrow", count, floats, numbers, count);
    }
  }

  long gradient(Parameter parameter) {
    return gradients() + offsets.get(parameter) * Float.BYTES;
  }

  void put(Parameter parameter, int array, float[] numbers) {
    Memory memory = new Memory((long) numbers.length * Float.BYTES);
    memory.write(0, numbers, 0, numbers.length);
    gpu.write(place(parameter, array), memory);
  }

  float[] get(Parameter parameter, int array) {
    return read(place(parameter, array), parameter.length());
  }

  float[] readGradient(Parameter parameter) {
    return read(gradient(parameter), parameter.length());
  }

  private float[] read(long from, int length) {
    Memory memory = new Memory((long) length * Float.BYTES);
    gpu.read(from, memory);
    return memory.getFloatArray(0, length);
  }

  private long place(Parameter parameter, int array) {
    if (array > 0 && !parameter.trained()) {
      throw new IllegalArgumentException(parameter + " has no state");
    }
    return values(parameter) + array * trained * Float.BYTES;
  }

  @Override
  public void close() {
    gpu.free(address);
    if (narrowed != 0) {
      gpu.free(narrowed);
    }
  }
}
