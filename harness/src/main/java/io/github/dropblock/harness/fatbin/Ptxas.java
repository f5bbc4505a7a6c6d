package io.github.dropblock.harness.fatbin;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * CUDA's compiler from PTX to machine code. It needs no GPU and no driver.
 *
 * @param program the executable
 * @param version such as {@code 13.0.88}
 */
public record Ptxas(Path program, String version) {
  private static final Pattern VERSION = Pattern.compile("\\bV(\\d+(?:\\.\\d+)+)");

  private static final String HOW_TO_GET_IT =
      "it comes with the CUDA toolkit, 11.8 or newer; install that (Debian: apt install nvidia-cuda-toolkit),"
          + " or name the program with -Ddropblock.ptxas=FILE";

  /**
   * Finds it where toolkits are.
   *
   * @throws IOException in a line, if it is nowhere or doesn't run
   */
  public static Ptxas find() throws IOException {
    return find(places());
  }

  static Ptxas find(List<Path> places) throws IOException {
    Optional<Path> program = places.stream().filter(Files::isExecutable).findFirst();
    if (program.isEmpty()) {
      throw new IOException("no ptxas was found; " + HOW_TO_GET_IT);
    }
    return of(program.get());
  }

  private static List<Path> places() {
    List<Path> places = new ArrayList<>();
    for (String variable : List.of("CUDA_HOME", "CUDA_PATH")) {
      if (System.getenv(variable) != null) {
        places.add(Path.of(System.getenv(variable), "bin", "ptxas"));
      }
    }
    for (String entry :
        Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator)) {
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
      said = run(List.of(program.toString(), "--version"), Files.createTempFile("ptxas", ".log"));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("asking " + program + " was interrupted; run again", e);
    }
    Matcher version = VERSION.matcher(said);
    if (!version.find()) {
      throw new IOException(
          "%s doesn't name its version as ptxas does; %s".formatted(program, HOW_TO_GET_IT));
    }
    return new Ptxas(program, version.group(1));
  }

  /**
   * Compiles a file.
   *
   * @param machineCode file to write
   * @param architecture such as 90 for {@code sm_90}
   * @param level of optimisation, 0 to 3
   * @throws IOException in a line, with what it complains about
   */
  void compile(Path ptx, Path machineCode, int architecture, int level)
      throws IOException, InterruptedException {
    run(
        List.of(
            program.toString(),
            "-O" + level,
            "-arch=sm_" + architecture,
            ptx.toString(),
            "-o",
            machineCode.toString()),
        machineCode.resolveSibling(machineCode.getFileName() + ".log"));
  }

  private static String run(List<String> command, Path output)
      throws IOException, InterruptedException {
    Process process;
    try {
      process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
    } catch (IOException e) {
      throw new IOException(command.get(0) + " can't be started; " + HOW_TO_GET_IT, e);
    }
    try {
      process.getOutputStream().close();
      int status = process.waitFor();
      String said = Files.readString(output, StandardCharsets.ISO_8859_1).strip();
      if (status != 0) {
        throw new IOException(
            "%s failed (status %s): %s; a newer CUDA toolkit may help"
                .formatted(command.get(0), status, said.lines().findFirst().orElse("no word")));
      }
      return said;
    } finally {
      process.destroyForcibly();
      Files.deleteIfExists(output);
    }
  }
}
