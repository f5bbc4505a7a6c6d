package io.github.dropblock.harness.rundir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a cell was trained on, by kind and not by name, since cells of one run may come from several
 * machines. Which GPU, if any, is told by the result's backend.
 *
 * @param processor model, as {@code AMD EPYC 7B13}; the architecture where the system tells no more
 * @param os name and architecture of the operating system
 * @param java version of the Java that ran it, and its vendor
 */
public record Machine(String processor, String os, String java) {
  /** Where Linux describes its processors. */
  private static final Path CPUINFO = Path.of("/proc/cpuinfo");

  /** On x86 the first; on ARM, which tells no model's name, the others. */
  private static final List<String> NAMES = List.of("model name", "CPU implementer", "CPU part");

  /** This machine, in this JVM. */
  public static Machine current() {
    String architecture = System.getProperty("os.arch");
    return new Machine(
        processor(lines(CPUINFO))
            .or(() -> Optional.ofNullable(System.getenv("PROCESSOR_IDENTIFIER")))
            .orElse(architecture),
        System.getProperty("os.name") + ", " + architecture,
        System.getProperty("java.runtime.version")
            + " ("
            + System.getProperty("java.vendor")
            + ")");
  }

  /** The first processor's model; empty where the lines don't tell. */
  static Optional<String> processor(List<String> cpuinfo) {
    List<String> found =
        NAMES.stream()
            .flatMap(name -> value(name, cpuinfo).map(value -> words(name, value)))
            .toList();
    return found.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", found));
  }

  private static Stream<String> value(String name, List<String> cpuinfo) {
    return cpuinfo.stream()
        .filter(line -> line.startsWith(name) && line.contains(":"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip().replaceAll("\\s+", " "))
        .filter(value -> !value.isEmpty())
        .limit(1);
  }

  private static String words(String name, String value) {
    return name.equals("model name") ? value : name + " " + value;
  }

  private static List<String> lines(Path file) {
    try {
      return Files.isReadable(file)
          ? Files.readAllLines(file, StandardCharsets.ISO_8859_1)
          : List.of();
    } catch (IOException e) {
      return List.of();
    }
  }
}
