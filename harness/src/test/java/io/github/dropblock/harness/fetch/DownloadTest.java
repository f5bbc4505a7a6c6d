package io.github.dropblock.harness.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dropblock.harness.files.Sha256;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class DownloadTest {
  @TempDir Path folder;

  private final byte[] content = new byte[300_000];
  private UnreliableServer server;
  private Path file;
  private Path part;

  @BeforeEach
  void serve() throws IOException {
    new Random(1).nextBytes(content);
    server = new UnreliableServer(content);
    file = folder.resolve("cache").resolve("data.tar.gz");
    part = folder.resolve("cache").resolve("data.tar.gz.part");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void bringsTheFile() throws Exception {
    fetch();

    assertThat(file).hasBinaryContent(content);
    assertThat(part).doesNotExist();
  }

  @Test
  void whatIsThereIsNotFetchedAgain() throws Exception {
    fetch();
    fetch();

    assertThat(server.ranges()).hasSize(1);
  }

  @Test
  void goesOnWhereTheConnectionBroke() throws Exception {
    server.cutAfter(100_000, 100_000);

    fetch();

    assertThat(file).hasBinaryContent(content);
    assertThat(server.ranges()).hasSize(3);
    assertThat(server.ranges().get(0)).isEqualTo(0);
    assertThat(server.ranges().subList(1, 3)).isSorted().allMatch(start -> start > 0);
  }

  @Test
  void goesOnWhereAnEarlierProcessEnded() throws Exception {
    leave(Arrays.copyOf(content, 123_456));

    fetch();

    assertThat(file).hasBinaryContent(content);
    assertThat(server.ranges()).containsExactly(123_456);
  }

  @Test
  void beginsAgainWhereTheServerIgnoresRanges() throws Exception {
    server.ignoreRanges();
    leave(Arrays.copyOf(content, 123_456));

    fetch();

    assertThat(file).hasBinaryContent(content);
  }

  @Test
  void anEarlierAttemptThatWasCompleteIsTaken() throws Exception {
    leave(content);

    fetch();

    assertThat(file).hasBinaryContent(content);
  }

  @Test
  void aBeginningOfSomethingElseIsThrownAway() throws Exception {
    leave(new byte[50_000]);

    fetch();

    assertThat(file).hasBinaryContent(content);
    assertThat(server.ranges()).containsExactly(50_000, 0);
  }

  @Test
  void otherContentIsRefusedAndNotKept() {
    Download download =
        new Download(
            server.address(), Sha256.of("expected"), Duration.ofMillis(1), Connector.OF_THIS_JVM);

    assertThatThrownBy(() -> download.to(file, (bytes, total) -> {}))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "%s is not the file it should be: its SHA-256 is %s, not %s; try again later, or fetch"
                + " it by hand and give its path",
            server.address(), Sha256.of(content), Sha256.of("expected"));
    assertThat(file).doesNotExist();
    assertThat(part).doesNotExist();
  }

  @Test
  void anAnswerThatNoSuchFileIsThereIsToldAtOnce() {
    server.answer(404);

    assertThatThrownBy(this::fetch)
        .isInstanceOf(IOException.class)
        .hasMessage(
            "cannot fetch %s: the server answers 404; fetch it by hand and give its path",
            server.address());
    assertThat(server.ranges()).hasSize(1);
  }

  @Test
  void aProxyThatAsksForAPasswordIsToldWithWhereToGiveIt() {
    server.answer(407);

    assertThatThrownBy(this::fetch)
        .hasMessage(
            "cannot fetch %s: the proxy wants a name and a password; give them in Maven's"
                + " settings.xml, and where it takes them in plain text alone, as most do, add"
                + " -Djdk.http.auth.tunneling.disabledSchemes= to MAVEN_OPTS",
            server.address());
    assertThat(server.ranges()).hasSize(1);
  }

  @Test
  void aServerInTroubleIsAskedAgain() throws Exception {
    server.answerOnce(503);

    fetch();

    assertThat(file).hasBinaryContent(content);
  }

  @Test
  void aServerThatNeverGetsOnIsGivenUpAndWhatCameIsKept() throws Exception {
    leave(Arrays.copyOf(content, 1000));
    server.answer(503);

    assertThatThrownBy(this::fetch)
        .hasMessageContaining(
            "run again to go on after 1000 bytes, or fetch it by hand and give its path");
    assertThat(part).hasSize(1000);
  }

  @Test
  void aServerThatIsNotThereIsNamed() throws IOException {
    URI nowhere;
    try (ServerSocket closed = new ServerSocket(0)) {
      nowhere = URI.create("http://localhost:%d/x".formatted(closed.getLocalPort()));
    }

    assertThatThrownBy(
            () ->
                new Download(nowhere, "", Duration.ofMillis(1), Connector.OF_THIS_JVM)
                    .to(file, (bytes, total) -> {}))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("cannot fetch " + nowhere + ": ");
  }

  @Test
  void tellsHowMuchHasCome() throws Exception {
    List<Long> came = new ArrayList<>();
    download()
        .to(
            file,
            (bytes, total) -> {
              assertThat(total).isEqualTo(content.length);
              came.add(bytes);
            });

    assertThat(came).isSorted().endsWith((long) content.length);
  }

  @Test
  void twoAtATimeFetchItOnce() throws Exception {
    Thread other = new Thread(() -> assertThat(attempt()).isTrue());
    other.start();
    fetch();
    other.join();

    assertThat(server.ranges()).hasSize(1);
  }

  private boolean attempt() {
    try {
      fetch();
      return true;
    } catch (IOException | InterruptedException e) {
      return false;
    }
  }

  private void fetch() throws IOException, InterruptedException {
    download().to(file, (bytes, total) -> {});
  }

  private Download download() {
    return new Download(
        server.address(), Sha256.of(content), Duration.ofMillis(1), Connector.OF_THIS_JVM);
  }

  private void leave(byte[] bytes) throws IOException {
    Files.createDirectories(part.getParent());
    Files.write(part, bytes);
  }
}
