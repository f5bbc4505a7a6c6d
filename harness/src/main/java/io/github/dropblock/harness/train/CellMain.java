package io.github.dropblock.harness.train;

import io.github.dropblock.harness.batch.Augmenter;
import io.github.dropblock.harness.files.AtomicFile;
import io.github.dropblock.harness.files.Json;
import io.github.dropblock.harness.fork.ForkedJvm;
import io.github.dropblock.harness.fork.ParentWatch;
import io.github.dropblock.harness.images.PixelCache;
import io.github.dropblock.harness.images.SplitManifest;
import io.github.dropblock.harness.network.WeightsException;
import io.github.dropblock.harness.rundir.CellDirectory;
import io.github.dropblock.harness.rundir.CellFailure;
import io.github.dropblock.harness.rundir.CellSettings;
import io.github.dropblock.harness.rundir.ExitCode;
import io.github.dropblock.harness.rundir.RunLock;
import io.github.dropblock.harness.rundir.WeightsFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** What a forked JVM runs: trains the cell whose folder is its one argument. */
public final class CellMain {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

  private CellMain() {}

  /** Ends the JVM with one of {@link ExitCode}. */
  public static void main(String[] arguments) {
    ParentWatch.start();
    CellDirectory directory = new CellDirectory(Path.of(arguments[0]));
    System.exit(train(directory).code());
  }

  /** Trains a cell in this JVM. */
  static ExitCode train(CellDirectory directory) {
    return exitCode(directory, () -> lockedRun(directory));
  }

  /** What a forked JVM does. */
  @FunctionalInterface
  interface ForkedTask {
    void run() throws ExitException, IOException, DivergedException;
  }

  /** Does a forked JVM's work, and leaves and prints what went wrong. */
  static ExitCode exitCode(CellDirectory directory, ForkedTask work) {
    ExitException failure;
    try {
      work.run();
      return ExitCode.DONE;
    } catch (ExitException e) {
      failure = e;
    } catch (DivergedException e) {
      failure = new ExitException(ExitCode.DIVERGED, e);
    } catch (IOException e) {
      failure = new ExitException(ExitCode.NO_SPACE, e);
    } catch (OutOfMemoryError e) {
      failure = new ExitException(ExitCode.OUT_OF_MEMORY, e);
    } catch (RuntimeException | Error e) {
      failure =
          new ExitException(OutOfMemory.caused(e) ? ExitCode.OUT_OF_MEMORY : ExitCode.CRASHED, e);
    }
    if (failure.code == ExitCode.BAD_WEIGHTS
        || failure.code == ExitCode.NO_SPACE
        || failure.code == ExitCode.WRONG_BACKEND) {
      // The reason in a line, where a stack trace would hide it: no defect, but the user's file or
      // machine.
      System.err.println(failure.getCause().getMessage());
    } else {
      failure.getCause().printStackTrace();
    }
    if (failure.code != ExitCode.IN_USE) {
      write(FailureReport.of(directory, failure.code, failure.getCause()), directory);
    }
    return failure.code;
  }

  private static void write(CellFailure failure, CellDirectory directory) {
    try {
      Json.write(directory.failureFile(), failure);
    } catch (IOException e) {
      // The exit code still tells, and on a full disk it is all that can.
      System.err.println(e.getMessage());
    }
  }

  private static void lockedRun(CellDirectory directory)
      throws ExitException, IOException, DivergedException {
    RunLock lock = lock(directory);
    try {
      AtomicFile.removeParts(directory.path());
      run(directory);
    } finally {
      lock.close();
    }
  }

  /** A cell's earlier process, whose parent was killed, needs a moment to end. */
  private static RunLock lock(CellDirectory directory) throws ExitException, IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    Optional<RunLock> lock = RunLock.tryTake(directory.path());
    while (lock.isEmpty() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(LOOK_AGAIN.toNanos());
      lock = RunLock.tryTake(directory.path());
    }
    return lock.orElseThrow(
        () ->
            new ExitException(
                ExitCode.IN_USE,
                new IOException(directory.path() + ": " + ExitCode.IN_USE.reason())));
  }

  private static void run(CellDirectory directory)
      throws ExitException, IOException, DivergedException {
    CellSettings settings = settings(directory);
    if (settings.weights() != null) {
      attempt(ExitCode.BAD_WEIGHTS, () -> WeightsFile.unchanged(settings.weights()));
    }
    String backend = backend(settings);
    SplitManifest manifest = manifest(settings);
    try (PixelCache pixels = pixels(settings)) {
      Trainer trainer = new Trainer(directory, settings, manifest, augmenter(settings, pixels));
      attempt(
          ExitCode.BAD_SETTINGS,
          () -> {
            trainer.begin();
            return trainer;
          });
      trainer.train(backend);
    }
  }

  static CellSettings settings(CellDirectory directory) throws ExitException {
    return attempt(
        ExitCode.BAD_SETTINGS,
        () ->
            directory
                .settings()
                .orElseThrow(() -> new IOException(directory.settingsFile() + " is missing")));
  }

  static Augmenter augmenter(CellSettings settings, PixelCache pixels) {
    return new Augmenter(
        pixels,
        settings.training().imageSize(),
        settings.training().augmentation(),
        settings.cell().seed(),
        settings.normalization());
  }

  static SplitManifest manifest(CellSettings settings) throws ExitException {
    return attempt(ExitCode.BAD_DATA, () -> readManifest(settings));
  }

  static PixelCache pixels(CellSettings settings) throws ExitException {
    return attempt(ExitCode.BAD_DATA, () -> openPixels(settings));
  }

  /** Loads what computes a cell, and says what that is. */
  static String backend(CellSettings settings) throws ExitException {
    return attempt(
        ExitCode.WRONG_BACKEND,
        () -> {
          String nd4j = RunningBackend.require(settings.nd4j());
          RunningBackend.requireExecutioner(settings.step());
          return settings.compiled() ? CompiledLearner.start(settings) + "; " + nd4j : nd4j;
        });
  }

  /** Threads that make batches. */
  static int batchThreads() {
    return Integer.getInteger(ForkedJvm.BATCH_THREADS, 1);
  }

  private static SplitManifest readManifest(CellSettings settings) throws IOException {
    Path file = Path.of(settings.data().split());
    SplitManifest manifest = SplitManifest.read(file);
    if (!manifest.fingerprint().equals(settings.data().fingerprint())) {
      throw new IOException(file + " has changed since the run began; run again to restore it");
    }
    return manifest;
  }

  private static PixelCache openPixels(CellSettings settings) throws IOException {
    PixelCache pixels = PixelCache.open(Path.of(settings.data().pixels()));
    if (!pixels.fingerprint().equals(settings.data().fingerprint())) {
      throw new IOException(pixels.file() + " holds other images; delete it and run again");
    }
    return pixels;
  }

  /** Something that reads a file. */
  private interface RecordReader<T> {
    T read() throws IOException;
  }

  private static <T> T attempt(ExitCode otherwise, RecordReader<T> reading) throws ExitException {
    try {
      return reading.read();
    } catch (WeightsException e) {
      throw new ExitException(ExitCode.BAD_WEIGHTS, e);
    } catch (IOException e) {
      throw new ExitException(otherwise, e);
    }
  }

  /** Carries an exit code to where the JVM ends. */
  static final class ExitException extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient ExitCode code;

    ExitException(ExitCode code, Throwable cause) {
      super(cause);
      this.code = code;
    }
  }
}
