package io.github.dropblock.harness.spark;

import io.github.dropblock.harness.cluster.ClusterSetup;
import io.github.dropblock.harness.cluster.Link;
import io.github.dropblock.harness.cluster.Message;
import io.github.dropblock.harness.files.Json;
import io.github.dropblock.harness.fork.ParentWatch;
import io.github.dropblock.harness.remedy.Complaint;
import io.github.dropblock.harness.rundir.CellDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * What the driver's JVM runs: takes cells from Maven's JVM, and has them trained on a cluster. Its
 * standard output is a log; what is said to Maven goes over a {@link Link}.
 */
public final class SparkDriver {
  private static final int LONGEST_INVITATION = 1000;

  private final Link link;

  private SparkDriver(Link link) {
    this.link = link;
  }

  /** Ends with Maven's JVM, however that ends. */
  public static void main(String[] arguments) throws IOException {
    Link link = Link.connect(invitation());
    ParentWatch.start();
    try {
      new SparkDriver(link).serve();
    } catch (IOException e) {
      // Maven is gone, or going.
    }
    System.exit(0);
  }

  private static String invitation() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = System.in.read(); c > '\n' && line.length() < LONGEST_INVITATION; ) {
      line.append((char) c);
      c = System.in.read();
    }
    return line.toString();
  }

  private void serve() throws IOException {
    Message first = link.receive();
    ClusterSetup setup =
        Json.read(
            first.text().getBytes(StandardCharsets.UTF_8), ClusterSetup.class, "what Maven said");
    try (Cluster cluster = Cluster.join(setup, this::say)) {
      say(new Message(Message.Topic.READY, 0, 0, ""));
      serve(cluster);
    } catch (ClusterRefusedException e) {
      say(Message.of(Message.Topic.LOST, 0, Complaint.of(e)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void serve(Cluster cluster) throws IOException {
    for (Message message = link.receive();
        message.topic() != Message.Topic.END;
        message = link.receive()) {
      switch (message.topic()) {
        case TRAIN -> cluster.train(message.cell(), new CellDirectory(Path.of(message.text())));
        case CANCEL -> cluster.cancel(message.cell());
        default -> throw new IOException("Maven does not say " + message.topic());
      }
    }
  }

  private void say(Message message) {
    try {
      link.send(message);
    } catch (IOException e) {
      // Maven is gone; the watch over it ends this JVM.
    }
  }
}
