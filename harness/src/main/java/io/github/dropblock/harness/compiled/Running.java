package io.github.dropblock.harness.compiled;

/** A plan on a device, with its parameters and the state of its optimiser. */
public interface Running extends AutoCloseable {
  /** The numbers of {@link #put} and {@link #get} that are not a state but the parameter itself. */
  int VALUES = 0;

  /**
   * Gives numbers to a parameter.
   *
   * @param array {@link #VALUES}, or from 1 the optimiser's state
   * @param numbers in the order of {@link Parameter#shape}
   */
  void put(Parameter parameter, int array, float[] numbers);

  /** What a parameter has come to: see {@link #put}. */
  float[] get(Parameter parameter, int array);

  /**
   * Learns from a batch.
   *
   * @param pixels {@code [images, 3, size, size]}, row by row; there may be more of them
   * @param labels as many as there are images, the plan's own number or fewer
   * @param iteration counted from 0 within the phase
   * @param epoch counted from 0
   * @return what the network made of the batch before it learnt
   */
  Scores train(float[] pixels, int[] labels, int iteration, int epoch);

  /**
   * Learns as {@link #train} does.
   *
   * @return processor time of this thread that the device's own primitives took, nanoseconds: what
   *     a step can't be faster than, whatever is done between them; 0 where they take none
   */
  long primitiveNanos(float[] pixels, int[] labels, int iteration, int epoch);

  /**
   * The gradient of the last step, a mean over its images, in the order of {@link Parameter#shape}.
   * A device may keep none.
   */
  float[] gradient(Parameter parameter);

  /**
   * Looks at a batch, with no regularizer acting.
   *
   * @param images the plan's own number or fewer
   * @return {@code [images, outputs]}, before the sigmoid or softmax
   */
  float[] infer(float[] pixels, int images);

  /**
   * What a layer makes of one image, with no regularizer acting.
   *
   * @return {@code [channels, height, width]}, row by row
   */
  float[] look(float[] pixels, Value value);

  @Override
  void close();

  /**
   * What a network makes of a batch.
   *
   * @param loss mean over the images, nats
   * @param scores {@code [images, outputs]}, before the sigmoid or softmax
   */
  record Scores(double loss, float[] scores) {}
}
