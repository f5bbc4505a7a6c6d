package io.github.dropblock.harness.spark;

import io.github.dropblock.harness.cluster.Message;
import io.github.dropblock.harness.files.Json;
import io.github.dropblock.harness.node.Blob;
import io.github.dropblock.harness.node.CellOrder;
import io.github.dropblock.harness.node.Errand;
import io.github.dropblock.harness.node.Letter;
import io.github.dropblock.harness.remedy.Complaint;
import io.github.dropblock.harness.remedy.Remedy;
import io.github.dropblock.harness.rundir.CellDirectory;
import io.github.dropblock.harness.rundir.CellFailure;
import io.github.dropblock.harness.rundir.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.resource.ResourceProfile;

/** Has cells trained, each as a job of one task, so that each can be called off by itself. */
final class CellJobs {
  private final JavaSparkContext spark;
  private final Orders orders;
  private final CellProfiles profiles;
  private final Blobs blobs;
  private final Reception reception;
  private final Consumer<Message> answers;

  CellJobs(
      JavaSparkContext spark,
      Orders orders,
      CellProfiles profiles,
      Blobs blobs,
      Reception reception,
      Consumer<Message> answers) {
    this.spark = spark;
    this.orders = orders;
    this.profiles = profiles;
    this.blobs = blobs;
    this.reception = reception;
    this.answers = answers;
  }

  /**
   * Puts a cell at the end of Spark's queue, and says when it has ended somewhere, well or not.
   *
   * @param waiting runs what waits for that
   */
  void train(int number, CellDirectory cell, Executor waiting) {
    try {
      Errand errand = orders.of(number, cell);
      reception.open(number, cell);
      spark.setJobGroup(group(number), cell.path().getFileName().toString(), true);
      JavaFutureAction<List<Integer>> job = submit(errand, profiles.of(network(cell)));
      waiting.execute(() -> await(job, number, cell));
    } catch (Exception e) {
      // Spark throws checked exceptions that it does not declare.
      failed(number, cell, e);
    }
  }

  private void await(JavaFutureAction<List<Integer>> job, int number, CellDirectory cell) {
    try {
      ended(number, cell, job.get().get(0));
    } catch (ExecutionException e) {
      failed(number, cell, Objects.requireNonNull(e.getCause()));
    } catch (Exception e) {
      failed(number, cell, e);
    }
  }

  /** Called off: nothing more is written into the cell's folder. */
  @SuppressWarnings("CatchAndPrintStackTrace") // Into the log of the driver, which has no other.
  void cancel(int number) {
    try {
      reception.close(number);
    } catch (IOException e) {
      // Of what has come of a file; no letter is read any more all the same.
      e.printStackTrace();
    }
    spark.sc().cancelJobGroup(group(number));
  }

  /** No node can train it: the job ends, and with it the cell, for the reason that was given. */
  void giveUp(int number) {
    spark.sc().cancelJobGroup(group(number));
  }

  private static String group(int number) {
    return "cell " + number;
  }

  private static String network(CellDirectory cell) throws IOException {
    return cell.settings().map(settings -> settings.cell().network().id()).orElse("");
  }

  private JavaFutureAction<List<Integer>> submit(Errand errand, Optional<ResourceProfile> profile) {
    List<Blob> needed = errand instanceof CellOrder order ? order.blobs() : List.of();
    JavaRDD<Integer> task =
        spark.parallelize(List.of(errand), 1).map(new CellTask(blobs.pieces(needed)));
    profile.ifPresent(task::withResources);
    return task.collectAsync();
  }

  private void ended(int number, CellDirectory cell, int status) throws IOException {
    Optional<Correspondent> correspondent = reception.close(number);
    if (correspondent.isPresent() && !Files.exists(cell.resultFile())) {
      ExitCode code = ExitCode.of(status);
      Optional<CellFailure> own = cell.failure().filter(said -> said.exitCode() == status);
      write(
          cell,
          status,
          "%s (on %s)"
              .formatted(
                  own.map(CellFailure::reason).orElse(code.reason()), correspondent.get().node()),
          own.map(CellFailure::remedies).orElse(code.remedies()));
    }
    answers.accept(new Message(Message.Topic.ENDED, number, status, ""));
  }

  private void failed(int number, CellDirectory cell, Throwable cause) {
    try {
      Optional<Correspondent> correspondent = reception.close(number);
      Letter.Fault fault = correspondent.map(Correspondent::fault).orElse(null);
      if (fault != null && !spark.sc().isStopped()) {
        List<Remedy> remedies = fault.complaint().remedies();
        write(
            cell,
            fault.code(),
            "no node can train it; the last, %s: %s"
                .formatted(correspondent.get().node(), fault.complaint().what()),
            remedies.isEmpty() ? List.of(Remedy.CORRECT_THAT_AND_RUN_AGAIN) : remedies);
        answers.accept(new Message(Message.Topic.ENDED, number, fault.code(), ""));
        return;
      }
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
    cause.printStackTrace();
    answers.accept(Message.of(Message.Topic.NOT_STARTED, number, inALine(cause)));
  }

  private static void write(CellDirectory cell, int status, String reason, List<Remedy> remedies)
      throws IOException {
    Json.write(
        cell.failureFile(), new CellFailure(status, reason, remedies, List.of(), Instant.now()));
  }

  static Complaint inALine(Throwable cause) {
    Complaint whole = Complaint.of(cause);
    return new Complaint(whole.what().lines().findFirst().orElse(""), whole.remedies());
  }
}
