package io.github.dropblock.harness.backend;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * How a cell's training steps are computed. A sum's order differs from one to the other, so a cell
 * goes on only under the same one, and cells of one run may differ.
 *
 * @param kind what runs it
 * @param instructions that it may use at most
 * @param threads of native code
 */
public record Step(StepKind kind, Instructions instructions, int threads) {
  public Step {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(instructions, "instructions");
    if (threads < 1) {
      throw new IllegalArgumentException("a step has 1 thread or more, not " + threads);
    }
  }

  /** What runs a step. */
  public enum StepKind {
    /** A device's own primitives, made once: oneDNN's on a CPU, cuDNN's and cuBLAS' on a GPU. */
    COMPILED,
    /** Deeplearning4j, layer by layer. */
    DL4J,
    /**
     * Deeplearning4j on a GPU by an executioner of ours, which doesn't wait for the GPU at each
     * operation and each workspace's end.
     */
    DL4J_QUIET;

    /** The name in parameters. */
    public String id() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** Vector instructions of a processor. */
  public enum Instructions {
    /** Those that the platform's libraries choose themselves. */
    ANY("its own instructions"),
    AVX2("AVX2"),
    AVX512("AVX-512");

    private final String title;

    Instructions(String title) {
      this.title = title;
    }

    public String title() {
      return title;
    }
  }

  /** What a cell's JVM has to know before oneDNN is loaded. */
  public Map<String, String> environment() {
    return switch (instructions) {
      case ANY -> Map.of();
      case AVX2 -> Map.of(StepChoice.CAP, "AVX2");
      case AVX512 -> Map.of(StepChoice.CAP, "AVX512_CORE");
    };
  }

  /** By name, since it is a class of ND4J's CUDA backend. */
  public static final String QUIET = "io.github.dropblock.harness.cuda.QuietExecutioner";

  /** What a cell's JVM has to be told before ND4J is loaded. */
  public List<String> jvmArguments() {
    // ND4J's own property; it wins over what the backend's jar says.
    return kind == StepKind.DL4J_QUIET ? List.of("-Dopexec=" + QUIET) : List.of();
  }

  /** Such as {@code compiled, AVX-512, 1 thread}. */
  public String inWords() {
    return kind.id()
        + ", "
        + instructions.title()
        + ", "
        + threads
        + (threads == 1 ? " thread" : " threads");
  }
}
