package io.github.dropblock.plugin;

import io.github.dropblock.harness.backend.Backend;
import io.github.dropblock.harness.backend.Platform;
import io.github.dropblock.harness.data.ImageSources;
import io.github.dropblock.harness.experiment.Matrix;
import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Protocol;
import io.github.dropblock.harness.run.CellMemory;
import io.github.dropblock.harness.run.CellSettings;
import io.github.dropblock.harness.run.Concurrency;
import io.github.dropblock.harness.run.ForkOptions;
import io.github.dropblock.harness.run.RunRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What is run, and on what.
 *
 * @param memory limits of each cell
 * @param jvmArguments the user's
 */
record Plan(
    RunRequest request,
    Backend backend,
    Platform platform,
    Machine machine,
    CellMemory memory,
    Concurrency concurrency,
    List<String> jvmArguments) {

  ForkOptions forkOptions(List<Path> classPath) {
    return new ForkOptions(
        classPath, concurrency.threads(), memory.heapBytes(), memory.nativeBytes(), jvmArguments);
  }

  /** For people, a line for each question. */
  List<String> lines() {
    Protocol protocol = request.protocol();
    List<String> lines =
        new ArrayList<>(
            List.of(
                "Run      %s, profile %s, in %s"
                    .formatted(request.name(), request.profile().id(), request.directory().path()),
                "Cells    " + cells(request.matrix()),
                "Data     %s, %d images at most, %d pixels"
                    .formatted(
                        request.data().map(Path::toString).orElse("drawn cats and dogs"),
                        protocol.images(),
                        protocol.imageSize())));
    if (request.matrix().networks().stream().anyMatch(Network::fineTuned)) {
      lines.add(
          "Weights  "
              + request
                  .weights()
                  .map(CellSettings.Weights::file)
                  .orElse(
                      "VGG-16 learns %d %s first, unless the cache has that"
                          .formatted(
                              protocol.pretraining().images(),
                              ImageSources.sourceTaskInWords(
                                  request.pretrainingData(), request.data()))));
    }
    lines.addAll(
        List.of(
            "Backend  %s: ND4J %s, libraries for %s"
                .formatted(
                    backend.id(), request.versions().deeplearning4j(), platform.classifier()),
            "Machine  cells at a time: %d, native threads of each: %d, cores: %d; a cell takes at most %s of %s"
                .formatted(
                    concurrency.parallelCells(),
                    concurrency.threads(),
                    machine.cores(),
                    new MemorySize(memory.total()),
                    new MemorySize(machine.memory())),
            "Cache    " + request.cache()));
    return lines;
  }

  private static String cells(Matrix matrix) {
    return "%d: %s × %s × seeds %s"
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
