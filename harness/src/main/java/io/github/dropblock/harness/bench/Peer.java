package io.github.dropblock.harness.bench;

import io.github.dropblock.harness.backend.Step;
import io.github.dropblock.harness.backend.StepChoice;
import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Regularizer;
import io.github.dropblock.harness.experiment.Training;
import io.github.dropblock.harness.files.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The same network in PyTorch: a process of a Python that takes a step whenever it is asked to, so
 * that its steps and this JVM's can take turns.
 */
public final class Peer implements AutoCloseable {
  private static final String SCRIPT = "peer.py";

  private final String command;
  private final Process process;
  private final Writer questions;
  private final BufferedReader answers;
  private final Ready ready;

  /** There is no PyTorch to ask. */
  public static final class MissingException extends Exception {
    private static final long serialVersionUID = 1L;

    MissingException(String message) {
      super(message);
    }
  }

  /**
   * How long a step took.
   *
   * @param milliseconds by the clock
   * @param cpuMilliseconds of processor time, all threads together
   */
  public record Taken(double milliseconds, double cpuMilliseconds) {}

  /**
   * What a peer says once it has built its networks.
   *
   * @param missing why it can't; null if it has
   * @param version of PyTorch
   * @param parameters that its network learns
   * @param layouts of memory, the faster one of each arm
   */
  record Ready(@Nullable String missing, String version, long parameters, List<String> layouts) {}

  private Peer(
      String command, Process process, Writer questions, BufferedReader answers, Ready ready) {
    this.command = command;
    this.process = process;
    this.questions = questions;
    this.answers = answers;
    this.ready = ready;
  }

  /**
   * Starts one, whose libraries may use the same instructions and threads as {@code step}.
   *
   * @param command that runs a Python, such as {@code python3}
   * @param folder its script is written to
   * @param parameters that the network learns here
   * @throws MissingException in a line for the user, if there is no such Python, or no PyTorch
   * @throws IOException in a line for the user, if it fails, or built another network
   */
  public static Peer start(
      String command,
      Path folder,
      Network network,
      Training training,
      List<Regularizer> regularizers,
      Step step,
      long parameters)
      throws MissingException, IOException {
    Process process = process(command, script(folder), step);
    Writer questions = process.outputWriter(StandardCharsets.UTF_8);
    BufferedReader answers = process.inputReader(StandardCharsets.UTF_8);
    try {
      PeerOrder order = PeerOrder.of(network, training, regularizers, step.threads());
      Ready ready = ask(command, questions, answers, Json.tree(order).toString(), Ready.class);
      if (ready.missing() != null) {
        throw new MissingException(
            "%s has no PyTorch (%s), so none is timed beside; pip install torch, or name another Python in dropblock.benchPeer"
                .formatted(command, ready.missing()));
      }
      if (ready.parameters() != parameters) {
        throw new IOException(
            "%s built a %s that learns %s parameters in place of %s; %s and package network differ"
                .formatted(command, network.title(), ready.parameters(), parameters, SCRIPT));
      }
      return new Peer(command, process, questions, answers, ready);
    } catch (MissingException | IOException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  private static Path script(Path folder) throws IOException {
    Path file = folder.resolve(SCRIPT);
    try (InputStream script = Peer.class.getResourceAsStream(SCRIPT)) {
      Files.write(file, script.readAllBytes());
    }
    return file;
  }

  private static Process process(String command, Path script, Step step) throws MissingException {
    ProcessBuilder builder = new ProcessBuilder(command, script.toAbsolutePath().toString());
    // Its warnings go where this JVM's do.
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(environment(step));
    // For ND4J, whose oneDNN is older; PyTorch's would heed it too.
    builder.environment().remove("DNNL_MAX_CPU_ISA");
    try {
      return builder.start();
    } catch (IOException e) {
      throw new MissingException(
          "%s can't be started (%s), so no PyTorch is timed beside; name a Python in dropblock.benchPeer"
              .formatted(command, e.getMessage()));
    }
  }

  /** One cap and one number of threads for each library that PyTorch may be built with. */
  private static Map<String, String> environment(Step step) {
    String threads = Integer.toString(step.threads());
    Map<String, String> variables = new HashMap<>(step.environment());
    for (String of : List.of("OMP", "OPENBLAS", "MKL")) {
      variables.put(of + "_NUM_THREADS", threads);
    }
    if (step.instructions() == Step.Instructions.AVX2) {
      variables.put("ATEN_CPU_CAPABILITY", "avx2");
      variables.put("MKL_ENABLE_INSTRUCTIONS", "AVX2");
      variables.put("OPENBLAS_CORETYPE", "Haswell");
      variables.put(StepChoice.CAP, "AVX2");
    }
    return variables;
  }

  private static <T> T ask(
      String command, Writer questions, BufferedReader answers, String question, Class<T> type)
      throws IOException {
    String answer;
    try {
      questions.write(question + "\n");
      questions.flush();
      answer = answers.readLine();
    } catch (IOException e) {
      answer = null; // It ended, and its pipes with it.
    }
    if (answer == null) {
      throw new IOException("the PyTorch of %s ended; its last words are above".formatted(command));
    }
    return Json.read(answer.getBytes(StandardCharsets.UTF_8), type, "an answer of " + command);
  }

  /** Such as {@code PyTorch 2.13.0}. */
  public String title() {
    return "PyTorch " + ready.version().replaceFirst("\\+.*", "");
  }

  /** The memory layout of a regularizer's network, which was the faster one. */
  public String layout(int arm) {
    return ready.layouts().get(arm);
  }

  /**
   * Takes a step.
   *
   * @param arm a regularizer's place among those that it was started with
   * @throws IOException in a line for the user, if the process has ended
   */
  public Taken step(int arm) throws IOException {
    return ask(command, questions, answers, Integer.toString(arm), Taken.class);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
