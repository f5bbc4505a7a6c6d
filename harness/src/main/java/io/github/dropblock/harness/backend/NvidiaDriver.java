package io.github.dropblock.harness.backend;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * What NVIDIA's driver says of this machine's GPUs.
 *
 * @param gpus in its order
 * @param problem why there are none, and how to fix that, in a sentence; empty if there are some
 */
public record NvidiaDriver(List<Gpu> gpus, String problem) {
  /** Bytes in the MiB that nvidia-smi counts in. */
  private static final long MIB = 1L << 20;

  /** A driver that hangs, as it does after some hardware faults, must not hang the build. */
  private static final long SECONDS = 20;

  private static final String FIELDS =
      "index,uuid,name,driver_version,compute_cap,memory.total,memory.free";

  /** What stands for a number that nvidia-smi can't or may not tell. */
  private static final Set<String> UNKNOWN =
      Set.of("[N/A]", "[Not Supported]", "[Insufficient Permissions]", "[Unknown Error]", "N/A");

  private static final int FIELD_COUNT = FIELDS.split(",").length;

  public NvidiaDriver {
    gpus = List.copyOf(gpus);
    if (gpus.isEmpty() == problem.isEmpty()) {
      throw new IllegalArgumentException("either there are GPUs or there is a problem");
    }
  }

  /** Asks {@code nvidia-smi}, which comes with every driver. */
  public static NvidiaDriver ask() {
    return ask("nvidia-smi");
  }

  /**
   * @param nvidiaSmi program to ask
   */
  static NvidiaDriver ask(String nvidiaSmi) {
    NvidiaDriver whole =
        ask(
            NvidiaDriver::read,
            nvidiaSmi,
            "--query-gpu=" + FIELDS,
            "--format=csv,noheader,nounits");
    return whole.gpus.isEmpty()
        ? whole
        : ask(list -> new NvidiaDriver(MigInstances.of(whole.gpus, list), ""), nvidiaSmi, "-L")
            .or(whole);
  }

  /** This if it has GPUs, else the other. */
  private NvidiaDriver or(NvidiaDriver other) {
    return gpus.isEmpty() ? other : this;
  }

  private static NvidiaDriver ask(Function<String, NvidiaDriver> reader, String... command) {
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException noProgram) {
      return none(
          "no NVIDIA driver was found: there is no nvidia-smi on the PATH; on a machine with an NVIDIA GPU,"
              + " install the driver (Debian: apt install nvidia-driver)");
    }
    try {
      process.getOutputStream().close();
      String answer = answer(process);
      if (process.exitValue() != 0) {
        return none(refusal(answer));
      }
      return reader.apply(answer);
    } catch (IOException e) {
      return none("nvidia-smi can't be read (" + e.getMessage() + "); run it by hand");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return none("asking nvidia-smi was interrupted; run again");
    } finally {
      process.destroyForcibly();
    }
  }

  private static String answer(Process process) throws IOException, InterruptedException {
    // Its few lines fit into the pipe, so it ends whether they are read or not.
    if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
      throw new IOException("it didn't answer within " + SECONDS + " seconds");
    }
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static String refusal(String answer) {
    String said =
        answer
            .lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .findFirst()
            .orElse("nothing");
    if (said.contains("not a valid field")) {
      return "the NVIDIA driver is too old to name a GPU's compute capability; install version 520 or newer";
    }
    return "nvidia-smi found no GPU that works: it said '%s'; load or update NVIDIA's driver, and restart after an update"
        .formatted(said);
  }

  /** Reads its lines, a GPU each. */
  static NvidiaDriver read(String answer) {
    List<Gpu> gpus = new ArrayList<>();
    for (String line : answer.lines().filter(line -> !line.isBlank()).toList()) {
      try {
        gpus.add(gpu(line.split("\\s*,\\s*")));
      } catch (IllegalArgumentException e) {
        return none(
            "nvidia-smi described a GPU as '%s', of which this version makes nothing (%s); update NVIDIA's driver"
                .formatted(line.strip(), e.getMessage()));
      }
    }
    return gpus.isEmpty()
        ? none(
            "NVIDIA's driver is there, but nvidia-smi lists no GPU; check that one is plugged in")
        : new NvidiaDriver(gpus, "");
  }

  private static Gpu gpu(String[] fields) {
    if (fields.length != FIELD_COUNT) {
      throw new IllegalArgumentException("%s fields, not %s".formatted(fields.length, FIELD_COUNT));
    }
    return new Gpu(
        Integer.parseInt(fields[0].strip()),
        fields[1],
        fields[2],
        fields[3],
        ComputeCapability.parse(fields[4]),
        memory(fields[5]),
        memory(fields[6].strip()));
  }

  /**
   * The driver doesn't tell of divided GPUs, of those that share the host's memory, and of others'.
   */
  private static long memory(String field) {
    return UNKNOWN.contains(field) ? 0 : MIB * Long.parseLong(field);
  }

  private static NvidiaDriver none(String problem) {
    return new NvidiaDriver(List.of(), problem);
  }

  /**
   * Those of the GPUs that a user names.
   *
   * @param wanted {@code all}, or numbers with commas, such as {@code 0,2}
   * @throws IllegalArgumentException if one is not there
   */
  public NvidiaDriver only(String wanted) {
    if (gpus.isEmpty() || wanted.strip().equalsIgnoreCase("all")) {
      return this;
    }
    List<Gpu> chosen = new ArrayList<>();
    for (String number : wanted.split(",", -1)) {
      for (Gpu gpu : numbered(number.strip())) {
        if (!chosen.contains(gpu)) {
          chosen.add(gpu);
        }
      }
    }
    return new NvidiaDriver(chosen, "");
  }

  /** More than one where a GPU is divided. */
  private List<Gpu> numbered(String number) {
    List<Gpu> found =
        gpus.stream().filter(gpu -> Integer.toString(gpu.index()).equals(number)).toList();
    if (found.isEmpty()) {
      throw new IllegalArgumentException(
          "there is no GPU '%s'; choose all, or some of %s"
              .formatted(number, gpus.stream().map(Gpu::index).distinct().toList()));
    }
    return found;
  }
}
