package io.github.dropblock.harness.spark;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.spark.ExceptionFailure;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerApplicationEnd;
import org.apache.spark.scheduler.SparkListenerExecutorAdded;
import org.apache.spark.scheduler.SparkListenerExecutorExcluded;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.jspecify.annotations.Nullable;

/** Which executors there are, in lines for the user as they come and go. */
final class Executors extends SparkListener implements StillbornExecutors.EndListener {
  /** Spark puts there what it fetches, and what memory has no room for. */
  private static final String MAKE_ROOM =
      "free some in spark.local.dir there, which is /tmp unless its worker was told another folder";

  /** Masters start an executor anew as often as it ends, be it every second. */
  private static final int MOST_TOLD = 10;

  private final Consumer<String> notices;
  private final Desertion desertion;
  private final CountDownLatch first = new CountDownLatch(1);
  private final Map<String, String> hosts = new HashMap<>();
  private final Map<String, Integer> losses = new HashMap<>();
  private final Set<String> registered = new HashSet<>();
  private final Set<String> said = new HashSet<>();
  private @Nullable String stillborn;
  private boolean ending;

  Executors(Consumer<String> notices, Desertion desertion) {
    this.notices = notices;
    this.desertion = desertion;
  }

  /** Whether there is one, waited for at most so long, and no longer than Spark itself does. */
  boolean any(long seconds) throws InterruptedException {
    return first.await(seconds, TimeUnit.SECONDS) && count() > 0;
  }

  /** One of them takes a cell: some do no more than come and go. */
  void atWork() {
    desertion.ends();
  }

  /** How many there are. */
  synchronized int count() {
    return hosts.size();
  }

  /** What was said of the last that ended before it could take a cell. */
  synchronized Optional<String> stillborn() {
    return Optional.ofNullable(stillborn);
  }

  /** From now on they may go unnoticed. */
  synchronized void end() {
    ending = true;
  }

  /** Whether they are still needed. */
  synchronized boolean expected() {
    return !ending;
  }

  @Override
  public void onExecutorAdded(SparkListenerExecutorAdded event) {
    added(
        event.executorId(), event.executorInfo().executorHost(), event.executorInfo().totalCores());
  }

  synchronized void added(String executor, String host, int cores) {
    hosts.put(executor, host);
    registered.add(executor);
    if (losses.getOrDefault(host, 0) < MOST_TOLD) {
      notices.accept("Cluster: executor %s on %s, cores: %s".formatted(executor, host, cores));
    }
    first.countDown();
  }

  @Override
  public void onExecutorRemoved(SparkListenerExecutorRemoved event) {
    removed(event.executorId(), event.reason().lines().findFirst().orElse(""));
  }

  /** Also called for those that never were there, of which {@link #ended} tells. */
  synchronized void removed(String executor, String reason) {
    String host = hosts.remove(executor);
    if (ending || host == null) {
      return;
    }
    int lost = losses.merge(host, 1, Integer::sum);
    if (lost <= MOST_TOLD) {
      notices.accept(
          "Cluster: executor %s on %s is lost (%s); its cells go on elsewhere%s%s"
              .formatted(
                  executor,
                  host,
                  reason,
                  full(reason) ? "; " + MAKE_ROOM : "",
                  lost == MOST_TOLD ? "; what else is lost there goes unsaid" : ""));
    }
    if (hosts.isEmpty()) {
      notices.accept(
          "Cluster: no executor is left; cells wait for another for %s".formatted(desertion));
      desertion.begins();
    }
  }

  @Override
  public synchronized void onExecutorExcluded(SparkListenerExecutorExcluded event) {
    notices.accept(
        "Cluster: executor %s on %s gets no more cells"
            .formatted(event.executorId(), hosts.getOrDefault(event.executorId(), "?")));
  }

  /** Of those that took cells {@link #onExecutorRemoved} tells. */
  @Override
  public synchronized void ended(String executor, String host, String reason, String log) {
    if (ending || registered.remove(executor)) {
      return;
    }
    stillborn =
        "%s can't start an executor (%s); the end of %s in its worker's folder says why: it needs Spark %s, Java 17 or newer (JAVA_HOME) and free memory for spark.executor.memory"
            .formatted(host, reason, log, RunningSpark.version());
    if (said.add(host + reason)) {
      notices.accept("Cluster: " + stillborn + "; the run goes on without it");
    }
  }

  /** What a node's own code stumbles over; faults that a cell meets there come as letters. */
  @Override
  public synchronized void onTaskEnd(SparkListenerTaskEnd event) {
    if (event.reason() instanceof ExceptionFailure failure
        && !failure.className().startsWith("io.github.dropblock")) {
      String line =
          "Cluster: %s, executor %s fails a cell (%s: %s); %s"
              .formatted(
                  event.taskInfo().host(),
                  event.taskInfo().executorId(),
                  failure.className(),
                  String.valueOf(failure.description()).lines().findFirst().orElse(""),
                  suggestion(failure));
      if (said.add(line)) {
        notices.accept(line);
      }
    }
  }

  private static boolean full(String words) {
    return words.contains("No space left on device");
  }

  private static String suggestion(ExceptionFailure failure) {
    return full(String.valueOf(failure.description()))
        ? MAKE_ROOM
        : "its log is in the worker's folder there, and it must run Spark "
            + RunningSpark.version();
  }

  @Override
  public void onApplicationEnd(SparkListenerApplicationEnd event) {
    first.countDown();
  }
}
