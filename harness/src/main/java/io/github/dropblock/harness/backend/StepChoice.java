package io.github.dropblock.harness.backend;

import io.github.dropblock.harness.backend.Step.Instructions;
import io.github.dropblock.harness.backend.Step.StepKind;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What computes the steps of a run's cells, and why.
 *
 * @param kind what was chosen
 * @param instructions that it may use
 * @param reason for people
 */
public record StepChoice(StepKind kind, Instructions instructions, String reason) {
  /** oneDNN's own variable; ND4J's, which is older, goes by {@code DNNL_MAX_CPU_ISA}. */
  public static final String CAP = "ONEDNN_MAX_CPU_ISA";

  /**
   * The compiled step wherever it was tried, unless another is asked for.
   *
   * @param wanted {@code compiled}, {@code dl4j} or {@code dl4j-quiet}; null for what suits the
   *     machine
   * @param cap what the user's environment says of {@link #CAP}; null for nothing
   * @throws IllegalArgumentException saying what can be chosen
   */
  public static StepChoice of(
      @Nullable String wanted, Backend backend, Platform platform, @Nullable String cap) {
    Instructions dl4j = platform.avx2() ? Instructions.AVX2 : Instructions.ANY;
    if (backend.compiledOnly()) {
      requireCompiled(wanted, backend.id());
      return new StepChoice(
          StepKind.COMPILED,
          Instructions.ANY,
          "the only one that has %s; it was never run on a GPU".formatted(backend.id()));
    }
    if (wanted != null) {
      StepKind kind = parse(wanted);
      if (kind == StepKind.DL4J_QUIET && !backend.cuda()) {
        throw new IllegalArgumentException(
            "%s is for GPUs; with backend %s use compiled or dl4j"
                .formatted(kind.id(), backend.id()));
      }
      if (kind != StepKind.COMPILED) {
        return new StepChoice(kind, dl4j, "as dropblock.step says");
      }
      return backend.cuda()
          ? new StepChoice(
              kind, Instructions.ANY, "as dropblock.step says; it was never run on a GPU")
          : new StepChoice(kind, instructions(platform, cap), "as dropblock.step says");
    }
    if (backend.cuda()) {
      return new StepChoice(StepKind.DL4J, dl4j, "on a GPU, where the compiled step was never run");
    }
    if (!platform.avx2()) {
      return new StepChoice(
          StepKind.DL4J,
          dl4j,
          "the compiled step was never tried on %s without AVX2".formatted(platform.name()));
    }
    return new StepChoice(StepKind.COMPILED, instructions(platform, cap), "by oneDNN");
  }

  /**
   * Whether compiled steps are asked for, whatever computes.
   *
   * @throws IllegalArgumentException in a line, if they aren't where only they will do
   */
  public static boolean asksForCompiled(@Nullable String wanted, BackendChoice backend) {
    if (backend == BackendChoice.CUDA_BF16) {
      requireCompiled(wanted, Backend.CUDA_BF16.id());
      return true;
    }
    return wanted != null && parse(wanted) == StepKind.COMPILED;
  }

  private static void requireCompiled(@Nullable String wanted, String backend) {
    if (wanted != null && parse(wanted) != StepKind.COMPILED) {
      throw new IllegalArgumentException(
          "only compiled steps have %s, not %s; use compiled, or backend cuda-tf32"
              .formatted(backend, parse(wanted).id()));
    }
  }

  private static StepKind parse(String text) {
    return Arrays.stream(StepKind.values())
        .filter(kind -> kind.id().equals(text.strip().toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "unknown step '%s'; choose %s"
                        .formatted(
                            text.strip(),
                            Arrays.stream(StepKind.values())
                                .map(StepKind::id)
                                .collect(Collectors.joining(", ")))));
  }

  private static Instructions instructions(Platform platform, @Nullable String cap) {
    if (!platform.avx2()) {
      return Instructions.ANY;
    }
    return platform.avx512() && (cap == null || allowsAvx512(cap))
        ? Instructions.AVX512
        : Instructions.AVX2;
  }

  private static boolean allowsAvx512(String cap) {
    return cap.toUpperCase(Locale.ROOT).startsWith("AVX512")
        || cap.isBlank()
        || cap.equalsIgnoreCase("ALL")
        || cap.equalsIgnoreCase("DEFAULT");
  }

  /** What a cell is set up with. */
  public Step step(int threads) {
    return new Step(kind, instructions, threads);
  }
}
