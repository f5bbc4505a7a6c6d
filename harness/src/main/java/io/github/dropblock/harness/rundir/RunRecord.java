package io.github.dropblock.harness.rundir;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.sun.management.OperatingSystemMXBean;
import io.github.dropblock.harness.backend.Backend;
import io.github.dropblock.harness.experiment.Cell;
import io.github.dropblock.harness.experiment.Matrix;
import io.github.dropblock.harness.experiment.Protocol;
import io.github.dropblock.harness.experiment.Training;
import io.github.dropblock.harness.files.Json;
import io.github.dropblock.harness.files.Schema;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code run.json}: what a run directory holds, and where it was made.
 *
 * @param schema version of this file's form
 * @param name of the run
 * @param profile that the protocol started from
 * @param matrix cells asked for, over all invocations
 * @param protocol with every override
 * @param data that the cells train on
 * @param backend that computes
 * @param command that repeats the run; a line each, where several made it
 * @param started when the first invocation did
 */
public record RunRecord(
    int schema,
    String name,
    String profile,
    Matrix matrix,
    Protocol protocol,
    DataSummary data,
    Backend backend,
    Versions versions,
    Host host,
    String command,
    Instant started) {
  public static final int SCHEMA = 1;

  public RunRecord {
    Schema.require(schema, SCHEMA);
    Objects.requireNonNull(matrix, "matrix");
    Objects.requireNonNull(protocol, "protocol");
    Objects.requireNonNull(data, "data");
    Objects.requireNonNull(versions, "versions");
    Objects.requireNonNull(host, "host");
  }

  /**
   * The commands that made a run, in order.
   *
   * @param first null where it is not known
   * @param second null where it is not known
   */
  public static String commands(@Nullable String first, @Nullable String second) {
    return Stream.concat(Stream.ofNullable(first), Stream.ofNullable(second))
        .flatMap(String::lines)
        .distinct()
        .collect(Collectors.joining("\n"));
  }

  /** Why settings are not those of a cell of this run, in words; empty where they are. */
  public Optional<String> foreign(CellSettings settings, Cell cell) {
    return foreign(settings, cell, protocol.training(cell.network()), data.fingerprint());
  }

  /**
   * The same of a training that is none of the matrix.
   *
   * @param cell in whose place it lies
   * @param training that this run's protocol names
   * @param split SHA-256 of the split of its images
   */
  public Optional<String> foreign(
      CellSettings settings, Cell cell, Training training, String split) {
    if (!settings.cell().equals(cell)) {
      return Optional.of("holds settings of " + settings.cell().id());
    }
    if (!settings.data().fingerprint().equals(split)) {
      return Optional.of("was trained with another split of the images");
    }
    List<SettingsDifference> differences =
        SettingsDifference.between(Json.tree(training), Json.tree(settings.training()));
    if (!differences.isEmpty()) {
      return Optional.of(
          "was trained by other settings than its run.json names (%s)".formatted(differences));
    }
    return Objects.equals(settings.backend(), backend)
            && Objects.equals(settings.deeplearning4j(), versions.deeplearning4j())
        ? Optional.empty()
        : Optional.of("was trained by another backend or Deeplearning4j than its run.json names");
  }

  /**
   * The images of a run.
   *
   * @param source in words, such as {@code drawn cats and dogs} or a file's name
   * @param drawn whether they are drawings and no photos
   * @param paper whether they are the paper's: Kaggle's photos, 17,000 of them
   * @param classes names of labels 0 and 1
   * @param rejected unreadable images left out, each with its reason
   * @param remarks what was passed over without being looked at, and labels in doubt; null in files
   *     of earlier versions
   * @param fingerprint SHA-256 of the split manifest
   */
  public record DataSummary(
      String source,
      boolean drawn,
      boolean paper,
      List<String> classes,
      int train,
      int validation,
      int test,
      List<String> rejected,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> remarks,
      String fingerprint) {
    private static final int MOST_CLASSES = 1_000;

    public DataSummary {
      classes = List.copyOf(classes);
      if (classes.size() < 2 || classes.size() > MOST_CLASSES) {
        throw new IllegalArgumentException(
            "it has %s classes; 2 to %s can be told".formatted(classes.size(), MOST_CLASSES));
      }
      rejected = List.copyOf(rejected);
      remarks = remarks == null ? List.of() : List.copyOf(remarks);
    }
  }

  /**
   * Versions of what made the results.
   *
   * @param revision of the user's git checkout, or null where there is none
   */
  public record Versions(
      String plugin, String deeplearning4j, String java, String maven, @Nullable String revision) {}

  /**
   * The machine.
   *
   * @param cores processors that the JVM sees
   * @param memory physical, bytes
   */
  public record Host(String os, String architecture, int cores, long memory) {
    /** This machine, or what a container leaves of it. */
    public static Host current() {
      OperatingSystemMXBean system =
          ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
      return new Host(
          system.getName() + " " + system.getVersion(),
          system.getArch(),
          system.getAvailableProcessors(),
          system.getTotalMemorySize());
    }
  }
}
