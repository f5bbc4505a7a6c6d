package io.github.dropblock.plugin;

import io.github.dropblock.harness.backend.Backend;
import io.github.dropblock.harness.backend.CudaFolders;
import io.github.dropblock.harness.backend.CudaLibraries;
import io.github.dropblock.harness.backend.Platform;
import io.github.dropblock.harness.backend.PreparedKernels;
import io.github.dropblock.harness.backend.Setup;
import io.github.dropblock.harness.backend.Step;
import io.github.dropblock.harness.backend.StepChoice;
import io.github.dropblock.harness.capacity.CellMemory;
import io.github.dropblock.harness.capacity.Concurrency;
import io.github.dropblock.harness.capacity.GpuShare;
import io.github.dropblock.harness.experiment.Matrix;
import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Protocol;
import io.github.dropblock.harness.fork.ForkOptions;
import io.github.dropblock.harness.format.Numbers;
import io.github.dropblock.harness.images.ImageSources;
import io.github.dropblock.harness.remedy.Complaint;
import io.github.dropblock.harness.rundir.CellSettings;
import io.github.dropblock.harness.schedule.RunRequest;
import io.github.dropblock.harness.statistics.Power;
import io.github.dropblock.plugin.host.HostResources;
import io.github.dropblock.plugin.host.NativeCache;
import io.github.dropblock.plugin.parameters.FlagAdvice;
import io.github.dropblock.plugin.parameters.MemorySize;
import io.github.dropblock.plugin.parameters.Parameters;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is run, and on what.
 *
 * @param steps what computes training steps, and why
 * @param libraries where CUDA's come from, if the cells run on GPUs
 * @param memory limits of each cell
 * @param jvmArguments the user's
 * @param master of the cluster that the cells run on; empty for this machine
 */
record LaunchPlan(
    RunRequest request,
    Setup setup,
    StepChoice steps,
    CudaLibraries libraries,
    Platform platform,
    HostResources machine,
    CellMemory memory,
    Concurrency concurrency,
    List<String> jvmArguments,
    Optional<String> master) {
  /** Enough to see what the paper states, and few enough to be trained. */
  private static final int ADVISED_SEEDS = 5;

  /** What ND4J itself runs in the cells' JVMs. */
  Backend nd4j() {
    return setup.backend().nd4j(steps.kind());
  }

  /** What is chosen for every run that is launched. */
  Step step() {
    return Objects.requireNonNull(request.step(), "step");
  }

  /**
   * How the cells' JVMs are started: all alike on the CPU, else one way for each that runs at a
   * time.
   *
   * @param cuda what they load of CUDA; of no account on the CPU
   */
  List<ForkOptions> forks(List<Path> classPath, CudaFolders cuda) {
    ForkOptions plain =
        new ForkOptions(
                classPath,
                concurrency.threads(),
                memory.heapBytes(),
                memory.nativeBytes(),
                Stream.concat(step().jvmArguments().stream(), jvmArguments.stream()).toList(),
                step().environment())
            .unpackedInto(NativeCache.unpacked(request.inputs().cache()));
    if (!setup.backend().cuda()) {
      return List.of(plain);
    }
    return GpuShare.of(
            setup, concurrency.parallelCells(), new PreparedKernels(request.inputs().cache()), cuda)
        .stream()
        .map(share -> share.of(plain))
        .toList();
  }

  /** What is likely to go wrong with it, and how to have it not to. */
  List<String> warnings() {
    long needed = memory.total() * concurrency.parallelCells();
    if (master.isPresent() || setup.backend().cuda() || needed <= machine.memory()) {
      return List.of();
    }
    return List.of(
        "cells at a time: %s, each of up to %s, and there are %s of memory; %s, or take another %s"
            .formatted(
                concurrency.parallelCells(),
                new MemorySize(memory.total()),
                new MemorySize(machine.memory()),
                batchThatFits(),
                Parameters.flag("profile")));
  }

  private String batchThatFits() {
    Protocol protocol = request.protocol();
    for (int batch = protocol.batchSize() / 2; batch > 0; batch /= 2) {
      long each = CellMemory.ofLargest(request.matrix(), protocol, batch).total();
      if (each * concurrency.parallelCells() <= machine.memory()) {
        return "%s=%s would fit".formatted(Parameters.flag("batchSize"), batch);
      }
    }
    return "no smaller batch would fit";
  }

  /** For people, a line for each question. */
  List<String> lines() {
    Protocol protocol = request.protocol();
    List<String> lines =
        new ArrayList<>(
            List.of(
                "Run      %s, profile %s, in %s"
                    .formatted(
                        request.experiment().name(),
                        request.experiment().profile().id(),
                        request.directory().path()),
                "Cells    " + cells(request.matrix()),
                "Data     %s, %s images at most, %s pixels"
                    .formatted(
                        request.inputs().data().map(Path::toString).orElse("drawn cats and dogs"),
                        protocol.images(),
                        protocol.imageSize())));
    lines.add("Power    " + power());
    if (request.matrix().networks().stream().anyMatch(Network::fineTuned)) {
      lines.add(
          "Weights  "
              + request
                  .inputs()
                  .weights()
                  .map(CellSettings.StartingWeights::file)
                  .orElse(
                      "VGG-16 learns %s %s first, unless the cache has that"
                          .formatted(
                              protocol.pretraining().images(),
                              ImageSources.sourceTaskInWords(
                                  request.inputs().pretrainingData(), request.inputs().data()))));
    }
    lines.addAll(
        List.of(
            "Backend  %s: ND4J %s, libraries for %s; %s"
                .formatted(
                    setup.backend().id(),
                    request.versions().deeplearning4j(),
                    nd4j().cuda() ? platform.name() : platform.classifier(),
                    FlagAdvice.WORDS.sentence(new Complaint(setup.reason(), setup.remedies()))),
            "Steps    %s; %s".formatted(step().inWords(), steps.reason()),
            where(),
            "Cache    " + request.inputs().cache()));
    return lines;
  }

  private String where() {
    return master
        .map(
            url ->
                "Cluster  %s; cells handed to it at a time: %s, cores of each: %s; a cell takes at most %s there"
                    .formatted(
                        url,
                        concurrency.parallelCells(),
                        concurrency.threads(),
                        new MemorySize(memory.total())))
        .orElseGet(
            () ->
                "Machine  cells at a time: %s, native threads of each: %s, cores: %s; a cell takes at most %s of %s"
                    .formatted(
                        concurrency.parallelCells(),
                        concurrency.threads(),
                        machine.cores(),
                        new MemorySize(memory.total()),
                        new MemorySize(machine.memory())));
  }

  /** What the run will be able to see, before anybody knows how much its trainings scatter. */
  private String power() {
    if (request.inputs().data().isEmpty()) {
      return "drawn images show that the experiment works, and get no verdicts";
    }
    int images = Math.max(1, request.protocol().images() * 3 / 17);
    int asked = request.matrix().seeds().size();
    int seeds = asked == 1 ? ADVISED_SEEDS : asked;
    String sees =
        "%s seeds see effects of %s points or more, 8 times of 10, if trainings scatter by %s points"
            .formatted(
                seeds,
                Numbers.decimals(Power.detectable(Power.usualScatter(images), seeds), 1),
                Numbers.decimals(Power.USUAL_SCATTER, 1));
    return asked == 1
        ? "one seed gets no verdicts; with -Ddropblock.seeds=%s, %s".formatted(seeds, sees)
        : sees;
  }

  private static String cells(Matrix matrix) {
    return "%s: %s × %s × seeds %s"
        .formatted(
            matrix.cells().size(),
            titles(matrix.networks()),
            titles(matrix.regularizers()),
            titles(matrix.seeds()));
  }

  private static String titles(List<?> values) {
    return values.stream().map(Object::toString).collect(Collectors.joining(", "));
  }
}
