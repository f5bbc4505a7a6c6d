package io.github.dropblock.harness.spark;

import java.util.Objects;
import io.github.dropblock.harness.cluster.Message;
import io.github.dropblock.harness.node.Letter;
import io.github.dropblock.harness.remedy.Complaint;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerApplicationEnd;
import org.jspecify.annotations.Nullable;

/** Passes on to Maven what happens on the cluster, and sees what is hopeless. */
final class News extends SparkListener implements Reception.CellNews {
  /** Faults that a cell may meet even where there is one executor alone. */
  private static final int FEWEST_FAULTS = 2;

  private final Executors executors;
  private final Consumer<Message> answers;
  private final Set<Complaint> said = ConcurrentHashMap.newKeySet();
  private @Nullable CellJobs jobs;

  News(Executors executors, Consumer<Message> answers) {
    this.executors = executors;
    this.answers = answers;
  }

  /** Whose cells it is about. */
  void about(CellJobs jobs) {
    this.jobs = jobs;
  }

  @Override
  public void started(int cell, String node) {
    executors.atWork();
    answers.accept(new Message(Message.Topic.STARTED, cell, 0, node));
  }

  /** A cell that as many nodes can't train as there are is given up. */
  @Override
  public void fault(Letter.Fault fault, String node, int faults) {
    Complaint complaint =
        new Complaint(
            "Cluster: %s can't train a cell: %s".formatted(node, fault.complaint().what()),
            fault.complaint().remedies());
    if (said.add(complaint)) {
      answers.accept(Message.of(Message.Topic.NOTICE, 0, complaint));
    }
    if (faults >= Math.max(FEWEST_FAULTS, executors.count())) {
      Objects.requireNonNull(jobs, "jobs").giveUp(fault.cell());
    }
  }

  /** Nothing can be trained any more when Spark ends by itself. */
  @Override
  public void onApplicationEnd(SparkListenerApplicationEnd event) {
    if (executors.expected()) {
      answers.accept(
          Message.of(
              Message.Topic.LOST,
              0,
              new Complaint(
                  "the cluster has given the run up; run again to go on with the cells")));
    }
  }
}
