package io.github.dropblock.plugin.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dropblock.harness.backend.Platform;
import io.github.dropblock.harness.rundir.CellDirectory;
import io.github.dropblock.harness.rundir.CellResult;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Compiled steps on a GPU, from Maven to the report: what a user of them runs, with stand-ins that
 * compute for NVIDIA's driver and CUDA's libraries.
 */
public final class GpuStandIn {
  private static final String CELL = "alexnet-dropout-dropblock-s1";
  private static final String STAND_IN =
      "harness/src/test/resources/io/github/dropblock/harness/compiled/cuda/standin.sh";
  private static final String KERNELS =
      "harness/src/main/resources/io/github/dropblock/harness/compiled/cuda";

  private GpuStandIn() {}

  /** Whether the stand-ins can be compiled here; else prints why not. */
  public static boolean possible(File basedir) {
    boolean linux = Platform.current().name().equals("linux-x86_64");
    boolean compilers =
        Stream.of("gcc", "g++")
            .allMatch(
                compiler ->
                    Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, compiler))));
    if (!linux || !compilers) {
      System.out.println(
          "Skipped " + basedir.getName() + ": it needs gcc and g++ on Linux on x86_64");
    }
    return linux && compilers;
  }

  /** Trains the cell. */
  public static void prepare(File basedir, File localRepository)
      throws IOException, InterruptedException {
    Path folder = basedir.toPath();
    Path libraries = Files.createDirectories(folder.resolve("cuda"));
    Path root = folder.toRealPath().getParent().getParent().getParent().getParent();
    assertThat(
            new ProcessBuilder(
                    "sh",
                    root.resolve(STAND_IN).toString(),
                    libraries.toString(),
                    root.resolve(KERNELS).toString())
                .inheritIO()
                .start()
                .waitFor())
        .isZero();
    MavenProcess maven =
        MavenProcess.start(
            folder,
            localRepository,
            folder.resolveSibling("../it-cache").normalize(),
            folder.resolve("train.log"),
            Map.of(
                "PATH",
                libraries + File.pathSeparator + System.getenv("PATH"),
                "LD_LIBRARY_PATH",
                libraries.toString()),
            "-Ddropblock.backend=cuda-tf32",
            "-Ddropblock.step=compiled",
            "-Ddropblock.cudaLibraries=installed");
    assertThat(maven.end()).as("exit status; see train.log in %s", folder).isZero();
  }

  public static void verify(File basedir) throws IOException {
    Scenario scenario = new Scenario(basedir);
    scenario.assertFinished(CELL);
    scenario.assertReported();
    CellDirectory cell = scenario.cell(CELL);
    CellResult result = cell.result().orElseThrow();
    assertThat(result.backend())
        .startsWith("compiled steps by Stand-in (compute capability 8.6), driver for CUDA 12.6, ")
        .contains("TensorFloat-32 allowed; ND4J CPU, ");
    assertThat(result.drops())
        .isNotEmpty()
        .allSatisfy(
            drop ->
                assertThat(drop.measuredKeep()).isStrictlyBetween(0.5 * drop.expectedKeep(), 1.0));
    assertThat(cell.path().resolve("java.args"))
        .content()
        .contains("-Ddropblock.cudaVersion=12", "-Ddropblock.deviceBytes=")
        .doesNotContain("nd4j-cuda", "cuda-11");
    assertThat(training(scenario)).contains("Steps    compiled").doesNotContain("Downloading CUDA");
  }

  private static String training(Scenario scenario) throws IOException {
    return Files.readString(scenario.folder().resolve("train.log"));
  }
}
