package io.github.dropblock.harness.fork;

import io.github.dropblock.harness.batch.Augmenter;
import io.github.dropblock.harness.batch.Batches;
import io.github.dropblock.harness.rundir.CellDirectory;
import io.github.dropblock.harness.rundir.CellFailure;
import io.github.dropblock.harness.rundir.CellLog;
import io.github.dropblock.harness.rundir.CellSettings;
import io.github.dropblock.harness.rundir.ExitCode;
import io.github.dropblock.harness.schedule.CellLauncher;
import java.io.File;
import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Trains each cell in a JVM of its own on this machine: a crash of native code, or memory running
 * out, costs one cell only.
 */
public final class ForkedJvm implements CellLauncher {
  /** By name, since the training's classes need DL4J, which this JVM does not have. */
  public static final String TRAINING = "io.github.dropblock.harness.train.CellMain";

  private static final String ARGUMENTS = "java.args";
  private static final Pattern AGENT = Pattern.compile("-(javaagent|agentlib|agentpath):");

  /** System property of the forked JVM: how many threads make its batches. */
  public static final String BATCH_THREADS = "dropblock.batchThreads";

  /** Room for the JVM itself and for native code's own allocations, which JavaCPP doesn't count. */
  private static final long UNCOUNTED_BYTES = 1L << 30;

  private static final long FIRST_HEAP_BYTES = 32L << 20;

  /** As long as costs nothing on free cores: docs/performance.md. */
  private static final String SPINS = "1000";

  private final ForkOptions options;
  private final String mainClass;

  /** Of the classes; empty where none can be, or is to be, used. */
  private final Optional<ClassArchive> classes;

  /** Whether a JVM that ends well leaves the archive of its classes if there is none. */
  private final AtomicBoolean leavesClasses;

  public ForkedJvm(ForkOptions options) {
    this(options, TRAINING);
  }

  /**
   * @param mainClass to run in place of the training, given the cell's folder
   */
  public ForkedJvm(ForkOptions options, String mainClass) {
    // What does not train loads other classes, whose archive would be no gain to trainings.
    this(options, mainClass, mainClass.equals(TRAINING));
  }

  /**
   * @param leavesClasses whether it loads what trainings load, so that they gain by its archive
   */
  ForkedJvm(ForkOptions options, String mainClass, boolean leavesClasses) {
    this.options = options;
    this.mainClass = mainClass;
    // A JVM with an agent, such as a profiler, refuses to start where it is to leave an archive.
    this.classes =
        options.jvmArguments().stream().anyMatch(argument -> AGENT.matcher(argument).lookingAt())
            ? Optional.empty()
            : options.unpacked().flatMap(folder -> ClassArchive.of(folder, options.classPath()));
    this.leavesClasses = new AtomicBoolean(leavesClasses);
  }

  @Override
  public int launch(CellDirectory cell) throws IOException, InterruptedException {
    if (classes.isEmpty() || classes.get().exists() || !leavesClasses.getAndSet(false)) {
      return launch(cell, classes.filter(ClassArchive::exists).map(ClassArchive::using));
    }
    int status = -1;
    boolean hadRoom = true;
    Instant start = Instant.now();
    try {
      status = launch(cell, Optional.of(classes.get().leaving()));
      hadRoom = classes.get().hadRoom();
    } finally {
      classes.get().left(status == 0);
    }
    return hadRoom
        ? status
        : own(status, cell.failure().filter(said -> said.at() != null && !said.at().isBefore(start)));
  }

  /**
   * What a JVM would have ended with that found no room for its archive: for that it ends with 1,
   * whatever its training came to.
   *
   * @param said why it failed, if there was room for that
   */
  static int own(int status, Optional<CellFailure> said) {
    return status == ExitCode.CRASHED.code()
        ? said.map(CellFailure::exitCode).orElse(ExitCode.NO_SPACE.code())
        : status;
  }

  private int launch(CellDirectory cell, Optional<List<String>> ofClasses)
      throws IOException, InterruptedException {
    Files.createDirectories(cell.path());
    ArgumentFile.write(
        cell.path().resolve(ARGUMENTS), arguments(cell, ofClasses.orElse(List.of())));
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    new CellLog(cell.logFile()).begin(Instant.now(), java + " @" + ARGUMENTS);
    ProcessBuilder builder = new ProcessBuilder(java, "@" + ARGUMENTS);
    // Crash dumps of the JVM then lie beside the log.
    builder.directory(cell.path().toFile());
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(cell.logFile().toFile()));
    builder.environment().putAll(threadCounts());
    // On AMD processors with AVX-512, ND4J M1.1's oneDNN asks for an Intel topology, throws, and
    // every
    // convolution falls back to one 20 times as slow. AVX2 everywhere also gives the same numbers.
    builder.environment().putIfAbsent("DNNL_MAX_CPU_ISA", "AVX2");
    waitBriefly(builder.environment());
    builder.environment().putAll(options.environment());
    return await(builder.start());
  }

  /**
   * @param ofClasses what it is told of the archive of its classes
   */
  List<String> arguments(CellDirectory cell, List<String> ofClasses) {
    List<String> arguments = new ArrayList<>(ofClasses);
    arguments.add("-Xmx" + options.heapBytes());
    // Else a heap begins as large as it may get, and is filled with garbage before any is
    // collected.
    arguments.add("-Xms" + Math.min(options.heapBytes(), FIRST_HEAP_BYTES));
    arguments.add("-Dorg.bytedeco.javacpp.maxbytes=" + options.nativeBytes());
    arguments.add(
        "-Dorg.bytedeco.javacpp.maxphysicalbytes="
            + (options.heapBytes() + options.nativeBytes() + UNCOUNTED_BYTES + mappedBytes(cell)));
    // DL4J's oneDNN convolutions are off by default, and several times as fast.
    arguments.add("-Dorg.eclipse.deeplearning4j.helpers.disable=false");
    arguments.addAll(vectorApi());
    arguments.add("-Dfile.encoding=UTF-8");
    // Digits and decimal points have one form in files, whatever the user's language.
    arguments.add("-Duser.language=en");
    arguments.add("-Duser.country=US");
    arguments.add("-Duser.extensions=");
    arguments.add("-Djava.awt.headless=true");
    arguments.add("-D" + BATCH_THREADS + "=" + Math.min(options.threads(), Batches.MOST_THREADS));
    // A line for each weight it reads.
    arguments.add("-Dorg.slf4j.simpleLogger.log.io.jhdf=warn");
    arguments.add("-XX:+ExitOnOutOfMemoryError");
    // Nothing that a cell reads is a serialised Java object, so none may be made of what it reads.
    arguments.add("-Djdk.serialFilter=!*");
    options
        .unpacked()
        .ifPresent(
            folder -> {
              arguments.add("-Dorg.bytedeco.javacpp.cachedir=" + folder);
              // JNA's own choice is /tmp/jna-HASH, by the user's name, which another may have made.
              arguments.add("-Djna.tmpdir=" + folder);
            });
    arguments.addAll(options.jvmArguments());
    arguments.add("-cp");
    arguments.add(
        options.classPath().stream()
            .map(path -> path.toAbsolutePath().toString())
            .collect(Collectors.joining(File.pathSeparator)));
    arguments.add(mainClass);
    arguments.add(cell.path().toAbsolutePath().toString());
    return arguments;
  }

  /**
   * The decoded images, which are mapped: the system takes their pages back when it needs them, but
   * JavaCPP counts those in memory as if they were the process's own.
   */
  private static long mappedBytes(CellDirectory cell) {
    try {
      Optional<CellSettings> settings = cell.settings();
      return settings.isPresent() ? Files.size(Path.of(settings.get().data().pixels())) : 0;
    } catch (IOException | InvalidPathException e) {
      return 0; // the cell's own process says what is wrong with them
    }
  }

  /**
   * Batches are cut twice as fast with the JDK's Vector API. A JVM that is told to add a module
   * that it lacks does not start.
   */
  private static List<String> vectorApi() {
    return ModuleFinder.ofSystem().find(Augmenter.VECTOR_API).isPresent()
        ? List.of("--add-modules=" + Augmenter.VECTOR_API)
        : List.of();
  }

  /**
   * How native threads wait for each other, unless the user's environment says. GNU's OpenMP, which
   * JavaCPP brings for oneDNN and for ND4J, looks for work 300,000 times before it sleeps: on cores
   * that others use too, it keeps the very thread from running that it waits for.
   */
  static void waitBriefly(Map<String, String> environment) {
    if (!environment.containsKey("OMP_WAIT_POLICY")) {
      environment.putIfAbsent("GOMP_SPINCOUNT", SPINS);
    }
  }

  private Map<String, String> threadCounts() {
    String threads = Integer.toString(options.threads());
    return Map.of(
        "OMP_NUM_THREADS", threads, "OPENBLAS_NUM_THREADS", threads, "MKL_NUM_THREADS", threads);
  }

  /** Waits for a process, and lets it outlive neither this thread's interest nor this JVM. */
  private static int await(Process process) throws InterruptedException {
    Thread killer = new Thread(process::destroyForcibly, "cell's end");
    try {
      Runtime.getRuntime().addShutdownHook(killer);
      try {
        return process.waitFor();
      } finally {
        process.destroyForcibly().onExit().join();
        Runtime.getRuntime().removeShutdownHook(killer);
      }
    } catch (IllegalStateException e) {
      // This JVM is shutting down: what ended the process is no failure of the cell.
      process.destroyForcibly();
      throw (InterruptedException) new InterruptedException("shutting down").initCause(e);
    }
  }
}
