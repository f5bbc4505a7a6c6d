package io.github.dropblock.harness.cluster;

import io.github.dropblock.harness.files.Json;
import io.github.dropblock.harness.remedy.Complaint;
import io.github.dropblock.harness.remedy.RemediableException;
import io.github.dropblock.harness.rundir.CellDirectory;
import io.github.dropblock.harness.schedule.CellLauncher;
import io.github.dropblock.harness.schedule.LauncherLostException;
import java.io.Closeable;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Trains cells on a cluster, by way of a Spark driver in a JVM of its own. The driver writes what
 * comes back into the cells' folders.
 */
public final class ClusterLauncher implements CellLauncher, Closeable {
  private static final int MILLIS_TO_CONNECT = 1000;
  private static final int SECONDS_TO_START = 120;
  private static final int SECONDS_TO_CALL_OFF = 30;

  private final ClusterOptions options;
  private final DriverProcess driver;
  private final Link link;
  private final AtomicInteger numbers = new AtomicInteger();
  private final Map<Integer, HandedOver> trainings = new ConcurrentHashMap<>();
  private final CountDownLatch ready = new CountDownLatch(1);
  private volatile @Nullable Complaint lost;
  private volatile boolean closing;

  private ClusterLauncher(ClusterOptions options, DriverProcess driver, Link link) {
    this.options = options;
    this.driver = driver;
    this.link = link;
  }

  /** A cell that the driver was told to train. */
  private static final class HandedOver {
    private final Course course;
    private final CountDownLatch ended = new CountDownLatch(1);
    private boolean running;
    private volatile int status;
    private volatile @Nullable Complaint notStarted;

    HandedOver(Course course) {
      this.course = course;
    }

    /** Once, however many attempts there are. */
    void start() {
      if (!running) {
        running = true;
        course.started();
      }
    }
  }

  /**
   * Starts the driver. The first launch waits until the cluster has a node that takes cells:
   * meanwhile images can be decoded.
   *
   * @throws IOException in a line for the user, if nobody listens where the master should be
   */
  public static ClusterLauncher open(ClusterOptions options) throws IOException {
    new Masters(options.master()).requireOneThatAnswers();
    try (Link.Door door = new Link.Door()) {
      DriverProcess driver =
          DriverProcess.start(
              options.driverClassPath(),
              options.master(),
              options.folder(),
              options.driverHeap(),
              door.invitation());
      ClusterLauncher launcher;
      try {
        launcher = new ClusterLauncher(options, driver, accept(door, driver, options));
      } catch (IOException e) {
        driver.close();
        throw e;
      }
      launcher.begin();
      return launcher;
    }
  }

  private static Link accept(Link.Door door, DriverProcess driver, ClusterOptions options)
      throws IOException {
    for (int second = 0; second < SECONDS_TO_START && driver.alive(); second++) {
      try {
        return door.accept(MILLIS_TO_CONNECT);
      } catch (SocketTimeoutException e) {
        // A busy machine needs a while to start a JVM.
      }
    }
    throw new IOException(
        "the Spark driver did not start; see " + DriverProcess.log(options.folder()));
  }

  private void begin() throws IOException {
    Thread reader = new Thread(this::read, "messages of the Spark driver");
    reader.setDaemon(true);
    reader.start();
    try {
      link.send(new Message(Message.Topic.SETUP, 0, 0, Json.text(options.setup())));
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  /**
   * @throws LauncherLostException in a line for the user, if the cluster does not answer, has no
   *     room, or has given the run up
   */
  private void requireDriver() throws LauncherLostException {
    if (lost != null) {
      throw new LauncherLostException(
          new Complaint(
              "%s (Spark's log: %s)".formatted(lost.what(), DriverProcess.log(options.folder())),
              lost.remedies()));
    }
  }

  private void read() {
    try {
      while (true) {
        hear(link.receive());
      }
    } catch (IOException e) {
      if (!closing) {
        lose(new Complaint("the Spark driver has ended; run again to go on with the cells"));
      }
    }
  }

  private void hear(Message message) throws IOException {
    HandedOver training = trainings.get(message.cell());
    switch (message.topic()) {
      case READY -> ready.countDown();
      case NOTICE -> options.notices().accept(message.complaint());
      case LOST -> lose(message.complaint());
      default -> {
        if (training != null) {
          hear(message, training);
        }
      }
    }
  }

  private static void hear(Message message, HandedOver training) throws IOException {
    switch (message.topic()) {
      case STARTED -> training.start();
      case NOT_STARTED -> {
        training.notStarted = message.complaint();
        training.ended.countDown();
      }
      default -> {
        training.status = message.number();
        training.ended.countDown();
      }
    }
  }

  private void lose(Complaint why) {
    if (lost == null) {
      lost = why;
    }
    ready.countDown();
    trainings.values().forEach(training -> training.ended.countDown());
  }

  @Override
  public int launch(CellDirectory cell) throws IOException, InterruptedException {
    return launch(cell, new Course() {});
  }

  @Override
  public int launch(CellDirectory cell, Course course) throws IOException, InterruptedException {
    int number = numbers.incrementAndGet();
    HandedOver training = new HandedOver(course);
    ready.await();
    trainings.put(number, training);
    try {
      requireDriver();
      link.send(
          new Message(Message.Topic.TRAIN, number, 0, cell.path().toAbsolutePath().toString()));
      course.queued();
      try {
        training.ended.await();
      } catch (InterruptedException e) {
        callOff(number, training);
        throw e;
      }
      requireDriver();
      if (training.notStarted != null) {
        throw new RemediableException(training.notStarted);
      }
      return training.status;
    } finally {
      trainings.remove(number);
    }
  }

  /** Nobody may write into the cell's folder once its run has been given up. */
  private void callOff(int number, HandedOver training) throws IOException {
    link.send(new Message(Message.Topic.CANCEL, number, 0, ""));
    try {
      training.ended.await(SECONDS_TO_CALL_OFF, TimeUnit.SECONDS);
    } catch (InterruptedException again) {
      // The one that is on its way says the same.
    }
  }

  /** Ends the driver, and with it whatever it has running on any node. */
  @Override
  public void close() throws IOException {
    closing = true;
    try {
      link.send(new Message(Message.Topic.END, 0, 0, ""));
    } catch (IOException e) {
      // It has ended already.
    }
    driver.close();
    link.close();
  }
}
