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
  private final Consumer<String> notices;
  private final CountDownLatch first = new CountDownLatch(1);
  private final Map<String, String> hosts = new HashMap<>();
  private final Set<String> registered = new HashSet<>();
  private final Set<String> said = new HashSet<>();
  private @Nullable String stillborn;
  private boolean ending;

  Executors(Consumer<String> notices) {
    this.notices = notices;
  }

  /** Whether there is one, waited for at most so long, and no longer than Spark itself does. */
  boolean any(long seconds) throws InterruptedException {
    return first.await(seconds, TimeUnit.SECONDS) && count() > 0;
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
  public synchronized void onExecutorAdded(SparkListenerExecutorAdded event) {
    hosts.put(event.executorId(), event.executorInfo().executorHost());
    registered.add(event.executorId());
    notices.accept(
        "Cluster: executor %s on %s, cores: %s"
            .formatted(
                event.executorId(),
                event.executorInfo().executorHost(),
                event.executorInfo().totalCores()));
    first.countDown();
  }

  @Override
  public synchronized void onExecutorRemoved(SparkListenerExecutorRemoved event) {
    if (!ending) {
      notices.accept(
          "Cluster: executor %s on %s is lost (%s); its cells go on elsewhere"
              .formatted(
                  event.executorId(),
                  hosts.getOrDefault(event.executorId(), "?"),
                  event.reason().lines().findFirst().orElse("")));
    }
    hosts.remove(event.executorId());
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
          "Cluster: %s, executor %s fails a cell (%s: %s); its log is in the worker's folder there, and it must run Spark %s"
              .formatted(
                  event.taskInfo().host(),
                  event.taskInfo().executorId(),
                  failure.className(),
                  String.valueOf(failure.description()).lines().findFirst().orElse(""),
                  RunningSpark.version());
      if (said.add(line)) {
        notices.accept(line);
      }
    }
  }

  @Override
  public void onApplicationEnd(SparkListenerApplicationEnd event) {
    first.countDown();
  }
}
