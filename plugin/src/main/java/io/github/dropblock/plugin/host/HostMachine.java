package io.github.dropblock.plugin.host;

import io.github.dropblock.harness.backend.InstalledCuda;
import io.github.dropblock.harness.backend.NvidiaDriver;
import io.github.dropblock.harness.backend.Platform;
import io.github.dropblock.harness.fatbin.Ptxas;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/** The machine that a goal runs on, as far as goals ask about it. Each answer is looked up anew. */
public interface HostMachine {
  HostResources resources();

  /** All memory of the machine, bytes, whatever a container leaves of it; absent if untold. */
  OptionalLong physicalMemory();

  /** How many files this process may have open at a time; absent where there is no limit. */
  OptionalLong openFiles();

  /**
   * Which native libraries run here.
   *
   * @throws IllegalArgumentException if there are none
   */
  Platform platform();

  /**
   * What the environment allows of a processor's instructions: the value of {@link
   * io.github.dropblock.harness.backend.StepChoice#CAP}.
   */
  Optional<String> instructionCap();

  NvidiaDriver gpus();

  /** CUDA as ND4J's backend needs it. */
  InstalledCuda cuda();

  /** CUDA as compiled steps need it. */
  InstalledCuda cudaForSteps();

  /**
   * The CUDA toolkit's compiler, if a toolkit is installed.
   *
   * @throws IOException in a line, if it is there and doesn't run
   */
  Optional<Ptxas> ptxas() throws IOException;
}
