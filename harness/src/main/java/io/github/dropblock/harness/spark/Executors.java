package io.github.dropblock.harness.spark;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorAdded;
import org.apache.spark.scheduler.SparkListenerExecutorExcluded;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;

/** Which executors there are, in lines for the user as they come and go. */
final class Executors extends SparkListener {
  private final Consumer<String> notices;
  private final CountDownLatch first = new CountDownLatch(1);
  private final Map<String, String> hosts = new HashMap<>();
  private boolean ending;

  Executors(Consumer<String> notices) {
    this.notices = notices;
  }

  /** Whether there is one, waited for at most so long. */
  boolean any(long seconds) throws InterruptedException {
    return first.await(seconds, TimeUnit.SECONDS);
  }

  /** How many there are. */
  synchronized int count() {
    return hosts.size();
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
    notices.accept(
        "Cluster: executor %s on %s, cores: %d"
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
}
