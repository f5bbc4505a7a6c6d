package io.github.dropblock.harness.spark;

import io.github.dropblock.harness.cluster.ClusterSetup;
import io.github.dropblock.harness.cluster.Message;
import io.github.dropblock.harness.cluster.OwnSettings;
import io.github.dropblock.harness.files.FileTree;
import io.github.dropblock.harness.remedy.Complaint;
import io.github.dropblock.harness.remedy.Remedy;
import io.github.dropblock.harness.rundir.CellDirectory;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListenerInterface;

/** A cluster that has taken this run. */
final class Cluster implements AutoCloseable {
  private static final long SECONDS_FOR_AN_EXECUTOR = 180;

  /** As long as a machine takes to start again. */
  private static final Duration WITHOUT_EXECUTORS = Duration.ofMinutes(10);

  private final JavaSparkContext spark;
  private final Executors executors;
  private final CellJobs jobs;

  /** One cell after the other, so that they come into Spark's queue as Maven has sent them. */
  private final ExecutorService order =
      java.util.concurrent.Executors.newSingleThreadExecutor(Cluster::daemon);

  private final ExecutorService waiting =
      java.util.concurrent.Executors.newCachedThreadPool(Cluster::daemon);

  private Cluster(JavaSparkContext spark, Executors executors, CellJobs jobs) {
    this.spark = spark;
    this.executors = executors;
    this.jobs = jobs;
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "cell");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Registers with the master, and waits for an executor.
   *
   * @param answers hears what Maven should
   * @throws ClusterRefusedException in a line for the user
   */
  static Cluster join(ClusterSetup setup, Consumer<Message> answers)
      throws ClusterRefusedException, IOException, InterruptedException {
    OwnSettings own = OwnSettings.of(setup.configuration());
    Executors executors =
        new Executors(
            text -> answers.accept(Message.of(Message.Topic.NOTICE, 0, new Complaint(text))),
            new Desertion(
                java.util.concurrent.Executors.newSingleThreadScheduledExecutor(Cluster::daemon),
                WITHOUT_EXECUTORS,
                () -> answers.accept(Message.of(Message.Topic.LOST, 0, deserted(setup)))));
    Path arrivals = Path.of("arrivals");
    // What a driver that was killed has left.
    FileTree.delete(arrivals);
    News news = new News(executors, answers);
    Reception reception = new Reception(arrivals, news);
    CellPlugin.receiveWith(reception, executors);
    // Before Spark takes hold of it for its log.
    System.setErr(new PrintStream(new StillbornExecutors(System.err, executors), true));
    JavaSparkContext spark = context(setup);
    Blobs blobs = new Blobs(spark, arrivals);
    Orders orders = new Orders(setup, own, blobs);
    // While executors start.
    Thread ahead = daemon(orders::readClassPath);
    ahead.start();
    if (!executors.any(SECONDS_FOR_AN_EXECUTOR)) {
      Complaint why = withoutExecutor(setup, spark, executors);
      executors.end();
      spark.close();
      throw new ClusterRefusedException(why, null);
    }
    CellJobs jobs =
        new CellJobs(
            spark,
            orders,
            new CellProfiles(own.taskCpus(), spark.getConf()),
            blobs,
            reception,
            answers);
    news.about(jobs);
    spark.sc().addSparkListener((SparkListenerInterface) news);
    return new Cluster(spark, executors, jobs);
  }

  private static JavaSparkContext context(ClusterSetup setup) throws ClusterRefusedException {
    long start = System.nanoTime();
    try {
      SparkConf conf = Configuration.of(setup);
      return new JavaSparkContext(conf);
    } catch (Exception e) {
      e.printStackTrace();
      // Spark asks a master for a minute, and then fails with whatever is not there yet.
      boolean silence = setup.master().startsWith("spark://") && seconds(start) > 30;
      throw new ClusterRefusedException(silence ? unanswered(setup) : CellJobs.inALine(e), e);
    }
  }

  private static Complaint deserted(ClusterSetup setup) {
    return new Complaint(
        "no worker of %s has given the run an executor for %s minutes, since the last was lost; see that master and workers are up, then run again to go on with the cells"
            .formatted(setup.master(), WITHOUT_EXECUTORS.toMinutes()));
  }

  private static Complaint withoutExecutor(
      ClusterSetup setup, JavaSparkContext spark, Executors executors) {
    if (executors.stillborn().isPresent()) {
      return new Complaint(
          "no worker of %s has given the run an executor: %s"
              .formatted(setup.master(), executors.stillborn().get()));
    }
    return spark.sc().isStopped()
        ? unanswered(setup)
        : new Complaint(
            "no worker of %s has given the run an executor within %s seconds: it takes %s cores and %s of memory that are free there"
                .formatted(
                    setup.master(),
                    SECONDS_FOR_AN_EXECUTOR,
                    spark.getConf().get("spark.task.cpus"),
                    spark.getConf().get("spark.executor.memory")),
            Remedy.FREE_WORKER,
            Remedy.ASK_FOR_LESS);
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }

  private static Complaint unanswered(ClusterSetup setup) {
    return new Complaint(
        "%s is there, but does not take the run: it may run another Spark than %s, or want another spark.authenticate.secret"
            .formatted(setup.master(), RunningSpark.version()),
        Remedy.SET_SPARKS_SECRET);
  }

  void train(int number, CellDirectory cell) {
    order.execute(() -> jobs.train(number, cell, waiting));
  }

  /** Behind what has the cell trained, or there would be nothing to call off yet. */
  void cancel(int number) {
    order.execute(() -> jobs.cancel(number));
  }

  @Override
  public void close() {
    executors.end();
    spark.close();
  }
}
