package io.github.dropblock.harness.compiled;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * What a training step of a network does to a batch of so many images: operations in the order of
 * the forward pass. No operation comes before one whose output it takes in.
 *
 * @param input {@code [images, 3, size, size]}
 * @param scores {@code [images, outputs]}, before the sigmoid or softmax
 */
public record Plan(
    Value input, List<Operation> forward, Value scores, Loss loss, UpdateRule optimizer) {
  public Plan {
    forward = List.copyOf(forward);
  }

  /**
   * Reads a graph, whose arrays it leaves alone.
   *
   * @param pixels shape of a batch: {@code [images, 3, size, size]}
   * @throws UnknownOperationException naming the layer, if there is something that it doesn't know
   */
  public static Plan of(ComputationGraph graph, Shape pixels) {
    return new PlanReader(graph, pixels).read();
  }

  /** Operations that have a gradient to work out, in the order of the backward pass. */
  public List<Operation> backward() {
    List<Operation> learning =
        forward.stream().filter(operation -> operation.output().wantsGradient()).toList();
    return Stream.iterate(learning.size() - 1, i -> i >= 0, i -> i - 1).map(learning::get).toList();
  }

  /** All of them, in forward order. */
  public List<Parameter> parameters() {
    return forward.stream().flatMap(operation -> operation.parameters().stream()).toList();
  }

  /** The same operations on batches of another size; parameters are the same. */
  public Plan ofImages(int images) {
    Map<Value, Value> resized = new HashMap<>();
    UnaryOperator<Value> resize =
        value ->
            resized.computeIfAbsent(
                value,
                old -> new Value(old.name(), old.shape().ofImages(images), old.wantsGradient()));
    return new Plan(
        resize.apply(input),
        forward.stream().map(operation -> operation.on(resize)).toList(),
        resize.apply(scores),
        loss,
        optimizer);
  }

  public int images() {
    return Math.toIntExact(input.shape().images());
  }

  public int outputs() {
    return Math.toIntExact(scores.shape().channels());
  }

  /**
   * A value by its layer's name.
   *
   * @throws IllegalArgumentException if no operation puts it out
   */
  public Value value(String name) {
    return forward.stream()
        .map(Operation::output)
        .filter(value -> value.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("a compiled step keeps no output of layer " + name));
  }

  /** Operations that take a value in. */
  public long readers(Value value) {
    return forward.stream().filter(operation -> operation.inputs().contains(value)).count();
  }
}
