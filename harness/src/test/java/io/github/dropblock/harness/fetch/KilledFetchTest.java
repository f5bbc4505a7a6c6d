package io.github.dropblock.harness.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dropblock.harness.files.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whenever a process that fetches a file is killed, the next goes on, and what gets the file's name
 * is the whole of it. In {@code mvn verify} a few kills; many with {@code -Pchaos}.
 */
class KilledFetchTest {
  /** Of each kind of fetching. */
  private static final int KILLS = (Integer.getInteger("chaos.kills", 3) + 1) / 2;

  private static final long SEED = Long.getLong("chaos.seed", 1);

  /** From the start of a JVM to somewhere after its end. */
  private static final int MOST_MILLIS = 1200;

  private static final int BYTES = 2_000_000;
  private static final int BYTES_A_MILLI = 4000;

  @TempDir Path temporary;

  private final Random random = new Random(SEED);
  private final byte[] content = new byte[BYTES];
  private int kills;

  @BeforeEach
  void draw() {
    new Random(0).nextBytes(content);
  }

  /** Starts a process that fetches the file. */
  @FunctionalInterface
  private interface Start {
    Process fetch(Path file) throws IOException;
  }

  /** Looks at what a kill left. */
  @FunctionalInterface
  private interface Look {
    void at(Path file) throws IOException;
  }

  @Test
  void aDownloadGoesOnWhereItWasKilled() throws Exception {
    try (UnreliableServer server = new UnreliableServer(content)) {
      server.slow(BYTES_A_MILLI);
      for (int number = 1; kills < KILLS; number++) {
        Path file = temporary.resolve("download-" + number).resolve("data.tar.gz");
        Path part = file.resolveSibling("data.tar.gz.part");
        strike(file, to -> FetchMain.download(server.address(), sha256(), to), this::assertBegun);
        boolean whole = Files.exists(file);
        int come = Files.exists(part) ? (int) Files.size(part) : 0;
        finish(FetchMain.download(server.address(), sha256(), file));

        if (!whole) {
          assertThat(server.ranges()).as("what had come is not fetched again").endsWith(come);
        }
        assertFetched(file);
      }
    }
    tell("downloads");
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "the script is one of a Unix shell")
  void aPackageIsFetchedAnewAndNothingIsLeftOfBefore() throws Exception {
    Path source = Files.write(temporary.resolve("source"), content);
    Path script =
        Files.writeString(
            temporary.resolve("npm.sh"),
            "head -c 1000000 '%s' > some-1.0.0.tgz; sleep 0.3; cp '%s' some-1.0.0.tgz\n"
                .formatted(source, source));
    for (int number = 1; kills < KILLS; number++) {
      Path file = temporary.resolve("npm-" + number).resolve("data.tgz");
      strike(file, to -> FetchMain.npm(script, sha256(), to), this::assertWholeIfThere);
      finish(FetchMain.npm(script, sha256(), file));
      assertFetched(file);
    }
    tell("packages");
  }

  /** Kills a process, and often the one after it. */
  private void strike(Path file, Start start, Look look) throws IOException, InterruptedException {
    do {
      Process process = start.fetch(file);
      if (!process.waitFor(random.nextInt(MOST_MILLIS), TimeUnit.MILLISECONDS)) {
        List<ProcessHandle> children = process.descendants().toList();
        boolean ask = random.nextBoolean();
        if (ask) {
          process.destroy();
        } else {
          process.destroyForcibly();
        }
        process.waitFor();
        kills++;
        if (ask) {
          assertThat(children).as("npm").allSatisfy(KilledFetchTest::assertEnds);
        }
      }
      look.at(file);
    } while (random.nextBoolean());
  }

  private static void assertEnds(ProcessHandle process) {
    process.onExit().orTimeout(1, TimeUnit.MINUTES).join();
  }

  private static void finish(Process process) throws InterruptedException {
    assertThat(process.waitFor()).isZero();
  }

  private void assertBegun(Path file) throws IOException {
    assertWholeIfThere(file);
    Path part = file.resolveSibling(file.getFileName() + ".part");
    if (Files.exists(part)) {
      byte[] come = Files.readAllBytes(part);
      assertThat(come).isEqualTo(Arrays.copyOf(content, come.length));
    }
  }

  private void assertWholeIfThere(Path file) throws IOException {
    if (Files.exists(file)) {
      assertThat(Sha256.of(Files.readAllBytes(file))).isEqualTo(sha256());
    }
  }

  private void assertFetched(Path file) throws IOException {
    assertThat(file).exists();
    assertWholeIfThere(file);
    try (Stream<Path> files = Files.list(file.getParent())) {
      assertThat(files)
          .as("nothing but the file and its lock")
          .containsExactlyInAnyOrder(file, file.resolveSibling(file.getFileName() + ".lock"));
    }
  }

  private String sha256() {
    return Sha256.of(content);
  }

  private void tell(String what) {
    System.out.printf("%d kills of processes that fetch %s, seed %d%n", kills, what, SEED);
  }
}
