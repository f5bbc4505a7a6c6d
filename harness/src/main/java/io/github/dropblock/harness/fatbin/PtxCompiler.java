package io.github.dropblock.harness.fatbin;

import java.io.IOException;
import java.nio.file.Path;

/** Compiles PTX to machine code, in processes of its own. It needs no GPU and no driver. */
public interface PtxCompiler {
  /** Name and version, such as {@code ptxas 13.0.88}. */
  String title();

  /** Of one of its processes, bytes: what the largest of ND4J's modules took. */
  long memory();

  /**
   * Compiles a file.
   *
   * @param machineCode file to write
   * @param architecture such as 90 for {@code sm_90}
   * @param level of optimisation, 0 to 3
   * @throws IOException in a line, with what it complains about
   * @throws InterruptedException after ending its process
   */
  void compile(Path ptx, Path machineCode, int architecture, int level)
      throws IOException, InterruptedException;
}
