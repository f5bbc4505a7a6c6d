package io.github.dropblock.harness.backend;

import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A machine as ND4J's native libraries know it.
 *
 * @param name operating system and processor in JavaCPP's words, such as {@code linux-x86_64}
 * @param extension of the instruction set that the libraries were compiled for, such as {@code
 *     -avx2}; empty for the least that the platform has
 * @param avxLevel 2 where the processor has AVX2, 3 with AVX-512; 0 where it can't be told
 */
public record Platform(String name, String extension, int avxLevel) {

  /** Platforms that nd4j-native 1.0.0-M1.1 has libraries for, and the extensions it has there. */
  private static final Map<String, Set<String>> PUBLISHED =
      Map.of(
          "linux-x86_64", Set.of("", "-avx2", "-avx512"),
          "macosx-x86_64", Set.of("", "-avx2"),
          "windows-x86_64", Set.of("", "-avx2"),
          "linux-arm64", Set.of(""));

  public Platform {
    Set<String> extensions = PUBLISHED.get(name);
    if (extensions == null) {
      throw new IllegalArgumentException(
          "ND4J %s has no native libraries for %s; run on linux-x86_64, linux-arm64, macosx-x86_64 or windows-x86_64%s"
              .formatted(
                  ArtifactVersions.current().deeplearning4j(),
                  name,
                  name.equals("macosx-arm64")
                      ? " (on an Apple processor: with an x86_64 JDK under Rosetta)"
                      : ""));
    }
    if (!extensions.contains(extension)) {
      throw new IllegalArgumentException(
          "ND4J %s has no libraries '%s' for %s"
              .formatted(ArtifactVersions.current().deeplearning4j(), extension, name));
    }
  }

  /**
   * This machine.
   *
   * @throws IllegalArgumentException if ND4J has no libraries for it, saying where there are some
   */
  public static Platform current() {
    return of(System.getProperty("os.name"), System.getProperty("os.arch"), hotspotsAvxLevel());
  }

  /** AVX2 where the processor has it, with AVX-512 too: the libraries that were measured. */
  static Platform of(String osName, String osArch, int avxLevel) {
    String name = system(osName) + "-" + processor(osArch);
    boolean avx2 = avxLevel >= 2 && PUBLISHED.getOrDefault(name, Set.of()).contains("-avx2");
    return new Platform(name, avx2 ? "-avx2" : "", avxLevel);
  }

  /** Whether the libraries may use AVX2. */
  public boolean avx2() {
    return !extension.isEmpty();
  }

  /** Whether the processor has AVX-512, as far as HotSpot thinks it worth using. */
  public boolean avx512() {
    return avx2() && avxLevel >= 3;
  }

  /** Without a word about the processor. */
  public Platform(String name, String extension) {
    this(name, extension, extension.isEmpty() ? 0 : 2);
  }

  /** Classifier of nd4j-native's jar of libraries. */
  public String classifier() {
    return name + extension;
  }

  private static String system(String osName) {
    String os = osName.toLowerCase(Locale.ROOT);
    return os.startsWith("mac")
        ? "macosx"
        : os.startsWith("windows") ? "windows" : os.startsWith("linux") ? "linux" : os;
  }

  private static String processor(String osArch) {
    return switch (osArch.toLowerCase(Locale.ROOT)) {
      case "amd64", "x86_64", "x86-64" -> "x86_64";
      case "aarch64", "arm64" -> "arm64";
      default -> osArch.toLowerCase(Locale.ROOT);
    };
  }

  /**
   * What HotSpot found out about the processor, the same on every operating system: 2 from AVX2, 3
   * from AVX-512; 0 where it can't be told.
   */
  private static int hotspotsAvxLevel() {
    var hotspot =
        ManagementFactory.getPlatformMXBean(com.sun.management.HotSpotDiagnosticMXBean.class);
    try {
      return hotspot == null ? 0 : Integer.parseInt(hotspot.getVMOption("UseAVX").getValue());
    } catch (IllegalArgumentException noSuchOption) {
      return 0;
    }
  }
}
