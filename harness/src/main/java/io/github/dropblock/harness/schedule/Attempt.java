package io.github.dropblock.harness.schedule;

import io.github.dropblock.harness.files.Json;
import io.github.dropblock.harness.remedy.Complaint;
import io.github.dropblock.harness.remedy.Remedy;
import io.github.dropblock.harness.rundir.CellDirectory;
import io.github.dropblock.harness.rundir.CellFailure;
import io.github.dropblock.harness.rundir.CellLog;
import io.github.dropblock.harness.rundir.CellResult;
import io.github.dropblock.harness.rundir.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One try at a job: has it trained, and leaves a result or the reason why there is none in its
 * folder.
 */
final class Attempt {
  private static final int LAST_LINES = 20;

  private final CellLauncher launcher;
  private final MatrixProgress progress;

  Attempt(CellLauncher launcher, MatrixProgress progress) {
    this.launcher = launcher;
    this.progress = progress;
  }

  /**
   * Returns when the job has ended, well or not.
   *
   * @param queued is run when the job has its turn
   * @throws IOException if a file can't be written
   * @throws InterruptedException after ending the training
   */
  void at(Job job, Runnable queued) throws IOException, InterruptedException {
    if (job.after().isPresent() && !job.after().get().done()) {
      fail(job, after(job.after().get()));
    } else {
      train(job, queued);
    }
  }

  /** Tells of a job's launch. */
  private record Told(MatrixProgress progress, Job job, Runnable whenQueued)
      implements CellLauncher.Course {
    @Override
    public void queued() {
      whenQueued.run();
    }

    @Override
    public void started() {
      progress.started(job);
    }
  }

  private void train(Job job, Runnable queued) throws IOException, InterruptedException {
    CellDirectory folder = job.folder();
    Files.deleteIfExists(folder.failureFile());
    Json.write(folder.settingsFile(), job.settings());
    int status;
    try {
      status = launcher.launch(folder, new Told(progress, job, queued));
    } catch (LauncherLostException e) {
      throw e;
    } catch (IOException e) {
      fail(job, notStarted(e));
      return;
    }
    // The result, not the status, tells: a JVM may stumble on its way out, its work done.
    Optional<CellResult> result = folder.result();
    if (result.isPresent()) {
      progress.finished(job, result.get());
    } else {
      fail(job, ended(folder, status));
    }
  }

  private void fail(Job job, CellFailure failure) throws IOException {
    Json.write(job.folder().failureFile(), failure);
    progress.failed(job, failure);
  }

  /** In the words of the process itself, if it found some. */
  private static CellFailure ended(CellDirectory folder, int status) throws IOException {
    List<String> lastLines = new CellLog(folder.logFile()).lastLines(LAST_LINES);
    Optional<CellFailure> own = folder.failure().filter(said -> said.exitCode() == status);
    if (own.isPresent()) {
      // Of a full disk the log says nothing but the same again.
      return status == ExitCode.NO_SPACE.code() ? own.get() : own.get().with(lastLines);
    }
    Optional<String> refusal = refusal(status, lastLines);
    if (refusal.isPresent()) {
      return new CellFailure(
          status,
          "its JVM does not start: " + refusal.get(),
          List.of(Remedy.CORRECT_JVM_ARGUMENTS),
          lastLines,
          Instant.now());
    }
    ExitCode code = status == 0 ? ExitCode.CRASHED : ExitCode.of(status);
    String reason = status == 0 ? "the process ended without leaving a result" : code.reason();
    return new CellFailure(status, reason, code.remedies(), lastLines, Instant.now());
  }

  /**
   * What a JVM said that did not come as far as the training, which is no defect of this project:
   * the line before the one that says so, or the one that goes on from it.
   */
  private static Optional<String> refusal(int status, List<String> lines) {
    for (int i = 0; i < lines.size() && status == ExitCode.CRASHED.code(); i++) {
      String line = lines.get(i);
      if (line.startsWith("Error: Could not find or load main class ")) {
        return Optional.of(line);
      }
      if (line.startsWith("Error: Could not create the Java Virtual Machine") && i > 0) {
        return Optional.of(lines.get(i - 1));
      }
      if (line.startsWith("Error occurred during initialization of ") && i + 1 < lines.size()) {
        return Optional.of(lines.get(i + 1));
      }
    }
    return Optional.empty();
  }

  private static CellFailure notStarted(IOException cause) {
    List<Remedy> own = Complaint.of(cause).remedies();
    return new CellFailure(
        ExitCode.KILLED.code(),
        "its process could not be started: " + cause.getMessage(),
        own.isEmpty() ? List.of(Remedy.CORRECT_THAT_AND_RUN_AGAIN) : own,
        List.of(),
        Instant.now());
  }

  private static CellFailure after(Job needed) throws IOException {
    CellFailure failure =
        needed
            .folder()
            .failure()
            .orElseThrow(() -> new IllegalStateException(needed.title() + " left no files"));
    return new CellFailure(
        failure.exitCode(),
        "%s, which it needs, failed: %s".formatted(needed.title(), failure.reason()),
        failure.remedies(),
        failure.lastLines(),
        Instant.now());
  }
}
