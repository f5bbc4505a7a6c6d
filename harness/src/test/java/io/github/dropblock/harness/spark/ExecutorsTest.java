package io.github.dropblock.harness.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dropblock.harness.node.NodeFaultException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.ExceptionFailure;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.TaskInfo;
import org.apache.spark.scheduler.TaskLocality;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import scala.Option;
import scala.collection.immutable.List$;
import scala.collection.immutable.Seq;

class ExecutorsTest {
  private final List<String> notices = new ArrayList<>();
  private final AtomicInteger givenUp = new AtomicInteger();
  private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1);
  private final Executors executors =
      new Executors(
          notices::add, new Desertion(clock, Duration.ofHours(1), givenUp::incrementAndGet));

  ExecutorsTest() {
    clock.setRemoveOnCancelPolicy(true);
  }

  @AfterEach
  void stop() {
    clock.shutdownNow();
  }

  /** A task on executor 3 of node-7 that failed. */
  @SuppressWarnings({"unchecked", "rawtypes"})
  private static SparkListenerTaskEnd failed(String exception, String message) {
    Seq none = (Seq) List$.MODULE$.empty();
    ExceptionFailure failure =
        new ExceptionFailure(
            exception, message, new StackTraceElement[0], "", Option.empty(), none, none, none);
    TaskInfo task = new TaskInfo(0, 0, 0, 0, 0, "3", "node-7", TaskLocality.ANY(), false);
    return new SparkListenerTaskEnd(0, 0, "ResultTask", failure, task, null, null);
  }

  @Test
  void aNodeWhoseSparkStumblesIsNamedOnce() {
    executors.onTaskEnd(failed("java.io.InvalidClassException", "RDD; local class incompatible"));
    executors.onTaskEnd(failed("java.io.InvalidClassException", "RDD; local class incompatible"));

    assertThat(notices)
        .singleElement()
        .asString()
        .startsWith("Cluster: node-7, executor 3 fails a cell (")
        .contains("java.io.InvalidClassException: RDD; local class incompatible")
        .contains("; its log is in the worker's folder there, and it must run Spark ");
  }

  @Test
  void aNodeWithoutRoomForSparkIsToldWhere() {
    executors.onTaskEnd(failed("java.io.IOException", "No space left on device"));

    assertThat(notices)
        .singleElement()
        .isEqualTo(
            "Cluster: node-7, executor 3 fails a cell (java.io.IOException: No space left on device); free some in spark.local.dir there, which is /tmp unless its worker was told another folder");
  }

  @Test
  void whatANodeHasSaidItselfIsNotSaidAgain() {
    executors.onTaskEnd(failed(NodeFaultException.class.getName(), "its disk is full"));

    assertThat(notices).isEmpty();
  }

  @Test
  void nobodyIsWaitedForOnceSparkHasGivenUp() throws Exception {
    executors.onApplicationEnd(null);

    assertThat(executors.any(600)).isFalse();
  }

  @Test
  void aRunWhoseExecutorsAreAllLostIsGivenUpAfterAWhile() {
    executors.added("1", "node-7", 1);
    executors.added("2", "node-8", 1);
    executors.removed("1", "it was lost");
    assertThat(clock.getQueue()).isEmpty();

    executors.removed("2", "it was lost");
    assertThat(notices)
        .last()
        .isEqualTo("Cluster: no executor is left; cells wait for another for 60 minutes");
    clock.getQueue().element().run();
    assertThat(givenUp).hasValue(1);
  }

  @Test
  void whyAnExecutorWasLostWhoseDiskIsFullIsToldToo() {
    executors.added("1", "node-7", 1);
    executors.removed("1", "Unable to create executor due to No space left on device");

    assertThat(notices.get(1))
        .isEqualTo(
            "Cluster: executor 1 on node-7 is lost (Unable to create executor due to No space left on device); its cells go on elsewhere; free some in spark.local.dir there, which is /tmp unless its worker was told another folder");
  }

  @Test
  void aNodeThatLosesExecutorAfterExecutorIsToldNoMoreThanTenTimes() {
    executors.added("0", "node-8", 1);
    for (int i = 1; i <= 20; i++) {
      executors.added(Integer.toString(i), "node-7", 1);
      executors.removed(Integer.toString(i), "it ended");
    }

    assertThat(notices).hasSize(1 + 2 * 10);
    assertThat(notices.get(20))
        .isEqualTo(
            "Cluster: executor 10 on node-7 is lost (it ended); its cells go on elsewhere; what else is lost there goes unsaid");
    executors.removed("0", "it ended");
    assertThat(notices).anyMatch(line -> line.contains("executor 0 on node-8 is lost"));
  }

  @Test
  void anExecutorThatNeverWasThereIsNotLost() {
    executors.removed("3", "Command exited with code 1");

    assertThat(notices).isEmpty();
    assertThat(clock.getQueue()).isEmpty();
  }

  @Test
  void aRunThatHasAnExecutorAgainGoesOn() {
    executors.added("1", "node-7", 1);
    executors.removed("1", "it was lost");
    executors.added("2", "node-8", 1);
    assertThat(clock.getQueue()).as("until it takes a cell").hasSize(1);

    executors.atWork();
    assertThat(clock.getQueue()).isEmpty();
  }

  @Test
  void executorsMayGoWhenTheRunHasEnded() {
    executors.added("1", "node-7", 1);
    executors.end();
    executors.removed("1", "it was lost");

    assertThat(notices).hasSize(1);
    assertThat(clock.getQueue()).isEmpty();
  }
}
