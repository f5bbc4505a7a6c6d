package io.github.dropblock.harness.fatbin;

import io.github.dropblock.harness.remedy.RemediableException;
import io.github.dropblock.harness.remedy.Remedy;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The CUDA toolkit's compiler from PTX to machine code.
 *
 * @param program the executable
 * @param version such as {@code 13.0.88}
 */
public record Ptxas(Path program, String version) implements PtxCompiler {
  private static final Pattern VERSION = Pattern.compile("\\bV(\\d+(?:\\.\\d+)+)");

  private static final Remedy[] HOW_TO_GET_IT = {Remedy.INSTALL_CUDA_TOOLKIT, Remedy.NAME_PTXAS};

  /**
   * Finds it where toolkits are.
   *
   * @return empty if it is nowhere
   * @throws IOException in a line, if it doesn't run
   */
  public static Optional<Ptxas> find() throws IOException {
    return find(places());
  }

  static Optional<Ptxas> find(List<Path> places) throws IOException {
    Optional<Path> program = places.stream().filter(Files::isExecutable).findFirst();
    return program.isEmpty() ? Optional.empty() : Optional.of(of(program.get()));
  }

  private static List<Path> places() {
    List<Path> places = new ArrayList<>();
    for (String variable : List.of("CUDA_HOME", "CUDA_PATH")) {
      if (System.getenv(variable) != null) {
        places.add(Path.of(System.getenv(variable), "bin", "ptxas"));
      }
    }
    for (String entry :
        Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator, 0)) {
      places.add(Path.of(entry, "ptxas"));
    }
    places.add(Path.of("/usr/local/cuda/bin/ptxas"));
    return places;
  }

  /**
   * @throws IOException in a line, if it doesn't run
   */
  public static Ptxas of(Path program) throws IOException {
    String said;
    try {
      said =
          CompilerProcess.run(
              List.of(program.toString(), "--version"),
              Files.createTempFile("ptxas", ".log"),
              HOW_TO_GET_IT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("asking " + program + " was interrupted; run again", e);
    }
    Matcher version = VERSION.matcher(said);
    if (!version.find()) {
      throw new RemediableException(
          program + " doesn't name its version as ptxas does", HOW_TO_GET_IT);
    }
    return new Ptxas(program, version.group(1));
  }

  @Override
  public String title() {
    return "ptxas " + version;
  }

  /** 742 MB were seen, of version 11.8. */
  @Override
  public long memory() {
    return 800_000_000;
  }

  @Override
  public void compile(Path ptx, Path machineCode, int architecture, int level)
      throws IOException, InterruptedException {
    CompilerProcess.run(
        List.of(
            program.toString(),
            "-O" + level,
            "-arch=sm_" + architecture,
            ptx.toString(),
            "-o",
            machineCode.toString()),
        machineCode.resolveSibling(machineCode.getFileName() + ".log"),
        HOW_TO_GET_IT);
  }
}
