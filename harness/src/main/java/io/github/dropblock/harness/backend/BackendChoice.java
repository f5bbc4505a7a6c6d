package io.github.dropblock.harness.backend;

import io.github.dropblock.harness.remedy.Complaint;
import io.github.dropblock.harness.remedy.RemediableArgumentException;
import io.github.dropblock.harness.remedy.Remedy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What a user asks to compute on. */
public enum BackendChoice {
  /** CUDA where there is a GPU that it runs on, else the CPU. */
  AUTO,
  CPU,
  CUDA,
  CUDA_TF32,
  CUDA_BF16;

  /**
   * The newest that CUDA 11.8's libraries have machine code for. Later ones would have the driver
   * compile their PTX at each start; that was never tried.
   */
  private static final ComputeCapability NEWEST = new ComputeCapability(9, 0);

  /** Ampere's tensor cores were the first that multiply it. */
  private static final ComputeCapability OLDEST_OF_BFLOAT16 = new ComputeCapability(8, 0);

  /**
   * Reads {@code auto}, {@code cpu}, {@code cuda}, {@code cuda-tf32} or {@code cuda-bf16}.
   *
   * @throws IllegalArgumentException saying what can be chosen
   */
  public static BackendChoice parse(String text) {
    return Arrays.stream(values())
        .filter(choice -> choice.id().equals(text.strip().toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "unknown backend '%s'; choose %s"
                        .formatted(
                            text.strip(),
                            Arrays.stream(values())
                                .map(BackendChoice::id)
                                .collect(Collectors.joining(", ")))));
  }

  private String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Decides, and never takes the CPU where a GPU was asked for.
   *
   * @param driver asked only if it matters
   * @param problemOf what keeps cells from running on a GPU, and what helps: {@link #problem}, or
   *     that of {@link StepCuda}
   * @throws RemediableArgumentException if the GPU asked for can't be used
   */
  public Setup decide(
      Platform platform,
      Supplier<NvidiaDriver> driver,
      Function<Gpu, Optional<Complaint>> problemOf) {
    if (this == CPU) {
      return new Setup(Backend.CPU, List.of(), "as dropblock.backend says");
    }
    if (!CudaArtifacts.supports(platform)) {
      return without(new Complaint(CudaArtifacts.unsupported(platform)));
    }
    NvidiaDriver found = driver.get();
    List<Gpu> usable = new ArrayList<>();
    List<Complaint> problems = new ArrayList<>();
    for (Gpu gpu : found.gpus()) {
      Optional<Complaint> problem = bfloat16(gpu).or(() -> problemOf.apply(gpu));
      problem.ifPresentOrElse(problems::add, () -> usable.add(gpu));
    }
    if (usable.isEmpty()) {
      return without(
          found.gpus().isEmpty() ? new Complaint(found.problem()) : Complaint.of(problems));
    }
    if (this != AUTO && !problems.isEmpty()) {
      throw new RemediableArgumentException(Complaint.of(problems).or(Remedy.LEAVE_GPU_OUT));
    }
    String titles = usable.stream().map(Gpu::title).collect(Collectors.joining(", "));
    return this == AUTO
        ? new Setup(Backend.CUDA, usable, "found " + titles)
        : new Setup(Backend.valueOf(name()), usable, "asked for; " + titles);
  }

  private Optional<Complaint> bfloat16(Gpu gpu) {
    return this == CUDA_BF16 && gpu.capability().compareTo(OLDEST_OF_BFLOAT16) < 0
        ? Optional.of(
            new Complaint(
                "%s has no tensor cores for bfloat16, which came with compute capability %s"
                    .formatted(gpu.title(), OLDEST_OF_BFLOAT16),
                Remedy.USE_CUDA))
        : Optional.empty();
  }

  /**
   * What keeps ND4J's CUDA backend from running on a GPU, and what helps; empty if nothing does.
   */
  public static Optional<Complaint> problem(Gpu gpu, PreparedKernels prepared) {
    CudaKernels kernels = CudaKernels.RELEASED;
    if (gpu.capability().compareTo(NEWEST) > 0) {
      return Optional.of(
          new Complaint(
              "%s is newer than the libraries of CUDA 11.8, which have machine code up to compute capability %s"
                  .formatted(gpu.title(), NEWEST),
              Remedy.USE_CPU));
    }
    if (kernels.runsOn(gpu.capability()) || prepared.find(gpu.capability()).isPresent()) {
      return Optional.empty();
    }
    return Optional.of(
        kernels.compilesFor(gpu.capability())
            ? new Complaint(gpu.title() + " is newer than ND4J's kernels", Remedy.PREPARE_GPU)
            : new Complaint(
                gpu.title() + " is older than any that ND4J has kernels for", Remedy.USE_CPU));
  }

  private Setup without(Complaint problem) {
    if (this == AUTO) {
      return new Setup(Backend.CPU, List.of(), problem.what(), problem.remedies());
    }
    throw new RemediableArgumentException(problem);
  }
}
