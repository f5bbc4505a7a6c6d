package io.github.dropblock.harness.cluster;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dropblock.harness.remedy.Helped;
import io.github.dropblock.harness.remedy.Remedy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
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
        .hasMessage("'host' is no host:port")
        .satisfies(Helped.by(Remedy.WRITE_SPARK_ADDRESS));
  }

  @Test
  void otherKindsOfClusterAreLeftToSpark() {
    assertThatCode(() -> new Masters("yarn").requireOneThatAnswers()).doesNotThrowAnyException();
  }
}
