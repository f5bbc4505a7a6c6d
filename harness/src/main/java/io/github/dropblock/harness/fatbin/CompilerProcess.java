package io.github.dropblock.harness.fatbin;

import io.github.dropblock.harness.remedy.RemediableException;
import io.github.dropblock.harness.remedy.Remedy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Runs programs, none of which outlives this JVM if that has time to say so. */
final class CompilerProcess {
  private static final Set<Process> RUNNING = new HashSet<>();

  private static boolean shutDown;

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(CompilerProcess::endAll, "compilers' end"));
  }

  private CompilerProcess() {}

  private static void endAll() {
    synchronized (RUNNING) {
      shutDown = true;
      RUNNING.forEach(Process::destroyForcibly);
    }
  }

  private static Process start(List<String> command, Path output) throws IOException {
    synchronized (RUNNING) {
      if (shutDown) {
        throw new IOException("this build is being ended");
      }
      // The program's standard input stays open for as long as this JVM is there.
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      RUNNING.add(process);
      return process;
    }
  }

  /**
   * Runs a program to its end.
   *
   * @param output file for what it prints, deleted afterwards
   * @param remedies what helps if it can't be started
   * @return what it printed
   * @throws IOException in a line, if it can't be started or fails
   * @throws InterruptedException after ending it
   */
  static String run(List<String> command, Path output, Remedy... remedies)
      throws IOException, InterruptedException {
    Process process;
    try {
      process = start(command, output);
    } catch (IOException e) {
      throw new RemediableException(
          "%s can't be started (%s)".formatted(command.get(0), e.getMessage()), e, remedies);
    }
    try {
      int status = process.waitFor();
      String said = Files.readString(output, StandardCharsets.ISO_8859_1).strip();
      if (status != 0) {
        throw new IOException(
            "%s failed (status %s): %s; a newer CUDA toolkit may help"
                .formatted(command.get(0), status, said.lines().findFirst().orElse("no word")));
      }
      return said;
    } finally {
      process.destroyForcibly().onExit().join();
      synchronized (RUNNING) {
        RUNNING.remove(process);
      }
      Files.deleteIfExists(output);
    }
  }
}
