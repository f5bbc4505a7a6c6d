package io.github.dropblock.harness.fork;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dropblock.harness.rundir.CellDirectory;
import io.github.dropblock.harness.rundir.EpochMetrics;
import io.github.dropblock.harness.rundir.ExitCode;
import io.github.dropblock.harness.schedule.CellLauncher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(300)
class WatchdogLauncherTest {
  private static final EpochLimit SECOND = new EpochLimit(Optional.of(Duration.ofSeconds(1)));

  /** Less than four epochs, and more than a busy machine makes of one. */
  private static final EpochLimit THREE_SECONDS =
      new EpochLimit(Optional.of(Duration.ofSeconds(3)));

  /** A busy machine may take a while to start a JVM. */
  private static final EpochLimit TEN_SECONDS = new EpochLimit(Optional.of(Duration.ofSeconds(10)));

  @TempDir Path folder;

  private CellDirectory cell;

  @BeforeEach
  void folder() throws IOException {
    cell = new CellDirectory(Files.createDirectories(folder.resolve("cell")));
  }

  private static int hang(CellDirectory cell) throws InterruptedException {
    new CountDownLatch(1).await();
    return 0;
  }

  @Test
  void aTrainingThatEndsNoEpochIsEnded() throws Exception {
    int status = new WatchdogLauncher(WatchdogLauncherTest::hang, SECOND).launch(cell);
    assertThat(ExitCode.of(status)).isEqualTo(ExitCode.HUNG);
  }

  @Test
  void nothingIsLeftOfAProcessThatHangs() throws Exception {
    ForkedJvm forked = ForkedJvmTest.launcher(ForkedMains.Endless.class);
    int status = new WatchdogLauncher(forked, SECOND).launch(cell);
    assertThat(ExitCode.of(status)).isEqualTo(ExitCode.HUNG);
    assertThat(ProcessHandle.current().children()).noneMatch(ProcessHandle::isAlive);
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void aStoppedProcessIsEnded() throws Exception {
    ForkedJvm forked = ForkedJvmTest.launcher(ForkedMains.Endless.class);
    CellLauncher stopping =
        directory -> {
          Thread stopper = new Thread(() -> stopOnceItRuns(directory));
          stopper.start();
          return forked.launch(directory);
        };
    int status = new WatchdogLauncher(stopping, TEN_SECONDS).launch(cell);
    assertThat(ExitCode.of(status)).isEqualTo(ExitCode.HUNG);
    long pid = Long.parseLong(Files.readString(cell.path().resolve("pid")));
    assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
  }

  private static void stopOnceItRuns(CellDirectory directory) {
    try {
      Path pid = directory.path().resolve("pid");
      while (Files.notExists(pid)) {
        Thread.sleep(20);
      }
      new ProcessBuilder("kill", "-STOP", Files.readString(pid)).start().waitFor();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aTrainingWhoseEpochsEndInTimeIsLeftAlone() throws Exception {
    CellLauncher steady =
        directory -> {
          for (int epoch = 1; epoch <= 4; epoch++) {
            Thread.sleep(900);
            directory.append(row(epoch, 0.9));
          }
          return 7;
        };
    assertThat(new WatchdogLauncher(steady, THREE_SECONDS).launch(cell)).isEqualTo(7);
  }

  @Test
  void anInterruptFromElsewhereStaysOne() {
    CellLauncher interrupted =
        directory -> {
          throw new InterruptedException();
        };
    assertThatThrownBy(() -> new WatchdogLauncher(interrupted, SECOND).launch(cell))
        .isInstanceOf(InterruptedException.class);
  }

  @ParameterizedTest
  @CsvSource({"'', PT24H", "'1', PT10M", "'60', PT20M", "'60 7200 30', PT40H"})
  void theLimitFollowsTheSlowestEpochSoFar(String seconds, Duration limit) {
    List<EpochMetrics> rows =
        Arrays.stream(seconds.split(" "))
            .filter(text -> !text.isEmpty())
            .map(text -> row(1, Double.parseDouble(text)))
            .toList();
    assertThat(new EpochLimit(Optional.empty()).next(rows)).isEqualTo(limit);
  }

  @Test
  void aLimitOfNothingIsRefused() {
    assertThatThrownBy(() -> new EpochLimit(Optional.of(Duration.ZERO)))
        .hasMessage("an epoch's limit must be above 0");
  }

  private static EpochMetrics row(int epoch, double seconds) {
    return new EpochMetrics(epoch, 1, 0.7, 0.5, 0.7, 0.5, seconds, 100);
  }
}
