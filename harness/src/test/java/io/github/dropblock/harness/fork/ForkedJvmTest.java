package io.github.dropblock.harness.fork;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.dropblock.harness.backend.Backend;
import io.github.dropblock.harness.experiment.Cell;
import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Profile;
import io.github.dropblock.harness.experiment.Regularizer;
import io.github.dropblock.harness.files.Json;
import io.github.dropblock.harness.rundir.CellDirectory;
import io.github.dropblock.harness.rundir.CellSettings;
import io.github.dropblock.harness.rundir.DataReference;
import io.github.dropblock.harness.rundir.ExitCode;
import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class ForkedJvmTest {
  private static final long MIB = 1L << 20;

  @TempDir Path temporary;

  static ForkedJvm launcher(Class<?> main, String... jvmArguments) {
    List<Path> classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(Path::of)
            .toList();
    return new ForkedJvm(
        new ForkOptions(classPath, 3, 64 * MIB, 128 * MIB, List.of(jvmArguments)), main.getName());
  }

  private CellDirectory cell() {
    return new CellDirectory(temporary.resolve(foreign("Ünï cödé dir")).resolve("a 'cell'"));
  }

  /** Letters beyond ASCII, where this machine's locale lets a path have them. */
  private static String foreign(String text) {
    boolean possible =
        Charset.forName(System.getProperty("sun.jnu.encoding")).newEncoder().canEncode(text);
    return possible ? text : text.replaceAll("[^ -~]", "_");
  }

  private List<String> echo(String... jvmArguments) throws Exception {
    int status = launcher(ForkedMains.Echo.class, jvmArguments).launch(cell());
    assertThat(status).as(() -> log()).isZero();
    return Files.readAllLines(cell().path().resolve("echo.txt"));
  }

  private String log() {
    try {
      return Files.readString(cell().logFile());
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Test
  void theProcessIsToldTheCellsFolderWhateverItsLetters() throws Exception {
    assertThat(echo().get(0)).isEqualTo(cell().path().toString());
  }

  @Test
  void theProcessHasTheClassPathMemoryAndThreadsGiven() throws Exception {
    List<String> lines = echo();
    assertThat(lines.get(1).split(File.pathSeparator))
        .isEqualTo(System.getProperty("java.class.path").split(File.pathSeparator));
    assertThat(lines.get(2)).isEqualTo(Long.toString(128 * MIB));
    assertThat(lines.get(3)).isEqualTo("false");
    assertThat(lines.get(4)).isEqualTo("3");
  }

  @Test
  void theProcessHasTheVectorApi() throws Exception {
    assertThat(echo().get(6)).isEqualTo("true");
  }

  @Test
  void theProcessesNativeThreadsWaitBriefly() throws Exception {
    assumeThat(System.getenv()).doesNotContainKeys("OMP_WAIT_POLICY", "GOMP_SPINCOUNT");

    assertThat(echo().get(8)).isEqualTo("null/1000");
  }

  @Test
  void howTheyWaitIsTheUsersToSay() {
    Map<String, String> active = new HashMap<>(Map.of("OMP_WAIT_POLICY", "ACTIVE"));
    Map<String, String> longer = new HashMap<>(Map.of("GOMP_SPINCOUNT", "5"));
    ForkedJvm.waitBriefly(active);
    ForkedJvm.waitBriefly(longer);

    assertThat(active).isEqualTo(Map.of("OMP_WAIT_POLICY", "ACTIVE"));
    assertThat(longer).isEqualTo(Map.of("GOMP_SPINCOUNT", "5"));
  }

  @Test
  void mappedImagesAreNoMemoryOfTheProcess() throws Exception {
    long without = Long.parseLong(echo().get(7));
    Path pixels = Files.write(cell().path().resolve("images.pixels"), new byte[12345]);
    Json.write(
        cell().settingsFile(),
        new CellSettings(
            CellSettings.SCHEMA,
            new Cell(Network.ALEXNET, Regularizer.NONE, 1),
            Profile.SMOKE.protocol().training(Network.ALEXNET),
            new DataReference(
                "split.csv", pixels.toString(), "f".repeat(64), List.of("cat", "dog")),
            null,
            Backend.CPU,
            "1.0.0-M1.1",
            null,
            null));

    assertThat(Long.parseLong(echo().get(7))).isEqualTo(without + 12345);
  }

  @Test
  void usersArgumentsComeAfterAndSoWin() throws Exception {
    assertThat(echo("-Dorg.bytedeco.javacpp.maxbytes=7").get(2)).isEqualTo("7");
  }

  @Test
  void nativeLibrariesAreUnpackedWhereTheUsersWordIsTheLast() {
    ForkOptions options =
        new ForkOptions(List.of(Path.of("harness.jar")), 1, MIB, MIB, List.of("-Dx=y"))
            .unpackedInto(Path.of("cache", "javacpp"));
    assertThat(new ForkedJvm(options).arguments(cell(), List.of()))
        .containsSubsequence(
            "-Dorg.bytedeco.javacpp.cachedir=" + Path.of("cache", "javacpp"),
            "-Djna.tmpdir=" + Path.of("cache", "javacpp"),
            "-Dx=y");
  }

  @Test
  void argumentsArriveAsTheyAre() throws Exception {
    String hard = foreign("a \"b\" C:\\new\\ 'ü' # %PATH%");
    assertThat(echo("-Dquoted=" + hard).get(5)).isEqualTo(hard);
  }

  @Test
  void allOutputGoesToTheLogAttemptAfterAttempt() throws Exception {
    echo();
    echo();
    assertThat(Files.readAllLines(cell().logFile()))
        .satisfiesExactly(
            line -> assertThat(line).startsWith("==== attempt at "),
            line ->
                assertThat(line)
                    .isEqualTo("WARNING: Using incubator modules: jdk.incubator.vector"),
            line -> assertThat(line).isEqualTo("to standard output"),
            line -> assertThat(line).isEqualTo("to standard error"),
            line -> assertThat(line).startsWith("==== attempt at "),
            line ->
                assertThat(line)
                    .isEqualTo("WARNING: Using incubator modules: jdk.incubator.vector"),
            line -> assertThat(line).isEqualTo("to standard output"),
            line -> assertThat(line).isEqualTo("to standard error"));
  }

  @Test
  void theExitStatusIsHandedBack() throws Exception {
    int status = launcher(ForkedMains.Exit66.class).launch(cell());
    assertThat(ExitCode.of(status)).isEqualTo(ExitCode.WRONG_BACKEND);
  }

  @Test
  void aHeapThatIsFullIsMemoryRunOut() throws Exception {
    int status = launcher(ForkedMains.OutOfHeap.class).launch(cell());
    assertThat(ExitCode.of(status)).isEqualTo(ExitCode.OUT_OF_MEMORY);
  }

  @Test
  void anInterruptEndsTheProcess() throws Exception {
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                launcher(ForkedMains.Endless.class).launch(cell());
              } catch (IOException | InterruptedException e) {
                thrown.set(e);
              }
            });
    thread.start();
    ProcessHandle child = child();
    thread.interrupt();
    thread.join();
    assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
    assertThat(child.isAlive()).isFalse();
  }

  @Test
  void theProcessEndsWithItsParentEvenIfThatIsKilled() throws Exception {
    ProcessHandle child = null;
    Process parent = parentOf(ForkedMains.Watching.class);
    try {
      child = child();
      parent.destroyForcibly();
      child.onExit().get(2, TimeUnit.MINUTES);
      assertThat(child.isAlive()).isFalse();
    } finally {
      end(parent, child);
    }
  }

  @Test
  void theProcessEndsWhenItsParentIsToldToEnd() throws Exception {
    ProcessHandle child = null;
    Process parent = parentOf(ForkedMains.Endless.class);
    try {
      child = child();
      parent.destroy();
      child.onExit().get(2, TimeUnit.MINUTES);
      assertThat(child.isAlive()).isFalse();
    } finally {
      end(parent, child);
    }
  }

  @Test
  void aClassPathIsNeeded() {
    assertThatThrownBy(() -> new ForkOptions(List.of(), 1, 1, 1, List.of()))
        .hasMessage("the class path of the cells' JVM is empty");
  }

  private Process parentOf(Class<?> main) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            ForkedMains.Parent.class.getName(),
            main.getName(),
            cell().path().toString())
        .redirectErrorStream(true)
        .redirectOutput(temporary.resolve("parent.txt").toFile())
        .start();
  }

  private static void end(Process parent, ProcessHandle child) {
    parent.destroyForcibly();
    if (child != null) {
      child.destroyForcibly();
    }
  }

  private ProcessHandle child() throws Exception {
    Path file = cell().path().resolve("pid");
    while (Files.notExists(file)) {
      Thread.sleep(20);
    }
    return ProcessHandle.of(Long.parseLong(Files.readString(file))).orElseThrow();
  }
}
