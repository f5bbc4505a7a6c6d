package io.github.dropblock.harness.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dropblock.harness.remedy.Complaint;
import io.github.dropblock.harness.remedy.Remedy;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LinkTest {
  @Test
  void aComplaintKeepsItsRemediesOnTheWay() throws IOException {
    Complaint refused = new Complaint("the cluster is full", Remedy.FREE_WORKER);

    assertThat(Message.of(Message.Topic.LOST, 0, refused).complaint()).isEqualTo(refused);
  }

  @Test
  void whatOneSaysTheOtherHears() throws Exception {
    try (Link.Door door = new Link.Door();
        Link driver = Link.connect(door.invitation());
        Link maven = door.accept(30_000)) {
      Message message = new Message(Message.Topic.ENDED, 7, -1, "ein Wort: Größe");
      driver.send(message);

      assertThat(maven.receive()).isEqualTo(message);
    }
  }

  @Test
  void whoDoesNotKnowTheTokenIsNotLetIn() throws Exception {
    try (Link.Door door = new Link.Door()) {
      int port = Integer.parseInt(door.invitation().split(" ")[0]);
      try (Socket stranger = new Socket(InetAddress.getLoopbackAddress(), port)) {
        stranger.getOutputStream().write("0".repeat(64).getBytes());

        assertThatThrownBy(() -> door.accept(500)).isInstanceOf(SocketTimeoutException.class);
      }
    }
  }

  @Test
  void theEndOfOneIsSeenByTheOther() throws Exception {
    try (Link.Door door = new Link.Door();
        Link driver = Link.connect(door.invitation());
        Link maven = door.accept(30_000)) {
      driver.close();

      assertThatThrownBy(maven::receive).isInstanceOf(EOFException.class);
    }
  }
}
