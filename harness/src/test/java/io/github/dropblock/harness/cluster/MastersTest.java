package io.github.dropblock.harness.cluster;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.dropblock.harness.remedy.Helped;
import io.github.dropblock.harness.remedy.Remedy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MastersTest {
  @Test
  void aMasterWhereNobodyListensIsNamedAtOnce() throws IOException {
    int port;
    try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = gone.getLocalPort();
    }
    String url = "spark://127.0.0.1:" + port;

    assertThatThrownBy(() -> new Masters(url).requireOneThatAnswers())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no master of a Spark cluster answers at " + url)
        .satisfies(Helped.by(Remedy.START_MASTER, Remedy.CHOOSE_OTHER_MASTER));
  }

  @Test
  void aHostThatAnswersNothingIsNamedAfterSeconds() throws IOException {
    List<Socket> callers = new ArrayList<>();
    try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String url = "spark://127.0.0.1:" + busy.getLocalPort();
      // Nobody is let in, and once the queue is full a further caller hears nothing at all.
      assumeThat(fill(busy, callers)).as("a port that answers nothing").isTrue();

      assertThatThrownBy(() -> new Masters(url).requireOneThatAnswers())
          .isInstanceOf(IOException.class)
          .hasMessageMatching(
              "no master of a Spark cluster answers at .* \\([Cc]onnect timed out\\)");
    } finally {
      for (Socket caller : callers) {
        caller.close();
      }
    }
  }

  private static boolean fill(ServerSocket busy, List<Socket> callers) {
    while (callers.size() < 20) {
      Socket caller = new Socket();
      callers.add(caller);
      try {
        caller.connect(busy.getLocalSocketAddress(), 500);
      } catch (IOException nobodyAnswers) {
        return true;
      }
    }
    return false;
  }

  @Test
  void aHostThatThereIsNotIsNamed() {
    assertThatThrownBy(
            () -> new Masters("spark://no-such-host.invalid:7077").requireOneThatAnswers())
        .hasMessage(
            "no master of a Spark cluster answers at spark://no-such-host.invalid:7077 (there is no host no-such-host.invalid)")
        .satisfies(Helped.by(Remedy.START_MASTER, Remedy.CHOOSE_OTHER_MASTER));
  }

  @Test
  void oneOfSeveralIsEnough() throws IOException {
    try (ServerSocket there = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String url = "spark://127.0.0.1:1,127.0.0.1:" + there.getLocalPort();

      assertThatCode(() -> new Masters(url).requireOneThatAnswers()).doesNotThrowAnyException();
    }
  }

  @Test
  void anAddressWithoutAPortIsRefused() {
    assertThatThrownBy(() -> new Masters("spark://host").requireOneThatAnswers())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'host' is not of the form host:port")
        .satisfies(Helped.by(Remedy.WRITE_SPARK_ADDRESS));
  }

  @Test
  void otherKindsOfClusterAreLeftToSpark() {
    assertThatCode(() -> new Masters("yarn").requireOneThatAnswers()).doesNotThrowAnyException();
  }
}
