package io.github.dropblock.harness.fork;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dropblock.harness.rundir.CellDirectory;
import io.github.dropblock.harness.rundir.CellFailure;
import io.github.dropblock.harness.rundir.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ClassArchiveTest {
  @TempDir Path temporary;

  private Path kept;
  private Path jar;

  @BeforeEach
  void pack() throws IOException {
    kept = Files.createDirectory(temporary.resolve("kept"));
    jar = temporary.resolve("exit.jar");
    jar(ForkedMains.Exit0.class, ForkedMains.Exit66.class);
  }

  private void jar(Class<?>... classes) throws IOException {
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      for (Class<?> one : classes) {
        String name = one.getName().replace('.', '/') + ".class";
        out.putNextEntry(new JarEntry(name));
        try (InputStream in = one.getClassLoader().getResourceAsStream(name)) {
          in.transferTo(out);
        }
      }
    }
  }

  private ForkOptions options(String jvmArgument) {
    return new ForkOptions(List.of(jar), 1, 64L << 20, 64L << 20, List.of(jvmArgument))
        .unpackedInto(kept);
  }

  private ForkedJvm jvm(Class<?> main, boolean leaves) {
    String loaded = "-Xlog:class+load:file=" + temporary.resolve("loaded.txt");
    return new ForkedJvm(options(loaded), main.getName(), leaves);
  }

  private int launch(Class<?> main, boolean leaves) throws Exception {
    return jvm(main, leaves).launch(new CellDirectory(temporary.resolve("cell")));
  }

  /** Where the last JVM had the program's class from. */
  private String source() throws IOException {
    try (Stream<String> lines = Files.lines(temporary.resolve("loaded.txt"))) {
      return lines.filter(line -> line.contains("ForkedMains$Exit0 ")).findFirst().orElseThrow();
    }
  }

  private List<Path> archives() throws IOException {
    try (Stream<Path> files = Files.list(kept)) {
      return files.toList();
    }
  }

  @Test
  void theFirstJvmLeavesItsClassesAndTheNextHasThemFromThere() throws Exception {
    assertThat(launch(ForkedMains.Exit0.class, true)).isZero();
    assertThat(source()).contains("exit.jar");
    assertThat(archives()).singleElement().asString().endsWith(".jsa");

    assertThat(launch(ForkedMains.Exit0.class, true)).isZero();
    assertThat(source()).contains("shared objects file (top)");
    assertThat(archives()).hasSize(1);
  }

  @Test
  void aJvmThatFailsOrDoesSomethingElseLeavesNone() throws Exception {
    assertThat(launch(ForkedMains.Exit66.class, true)).isEqualTo(66);
    assertThat(launch(ForkedMains.Exit0.class, false)).isZero();
    assertThat(archives()).isEmpty();
  }

  /** On a full disk it ends with 1, whatever its training came to. */
  @Test
  void aJvmWithoutRoomForItsArchiveEndedWithWhatItSaid() {
    CellFailure diverged = new CellFailure(68, "diverged", List.of(), List.of(), Instant.EPOCH);

    assertThat(ForkedJvm.own(1, Optional.empty())).isEqualTo(ExitCode.NO_SPACE.code());
    assertThat(ForkedJvm.own(1, Optional.of(diverged))).isEqualTo(68);
    assertThat(ForkedJvm.own(0, Optional.empty())).isZero();
    assertThat(ForkedJvm.own(137, Optional.empty())).isEqualTo(137);
  }

  @Test
  void whatFailsWhereThereIsRoomHasFailedItself() throws Exception {
    // Which the jar does not have.
    assertThat(launch(ForkedMains.OutOfHeap.class, true)).isEqualTo(1);
  }

  /** "Must enable AllowArchivingWithJavaAgent", a JVM says of it, and does not start. */
  @Test
  void aJvmWithAnAgentOfTheUsersLeavesNone() throws Exception {
    // Comes with every JDK, and does nothing if asked so.
    ForkedJvm jvm =
        new ForkedJvm(
            options("-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:0"),
            ForkedMains.Exit0.class.getName(),
            true);

    assertThat(jvm.launch(new CellDirectory(temporary.resolve("cell")))).isZero();
    assertThat(archives()).isEmpty();
  }

  @Test
  void anotherJarHasAnArchiveOfItsOwn() throws Exception {
    launch(ForkedMains.Exit0.class, true);
    jar(ForkedMains.Exit0.class);
    assertThat(launch(ForkedMains.Exit0.class, true)).isZero();
    assertThat(source()).contains("exit.jar");
    assertThat(archives()).hasSize(2);
  }

  @Test
  void aDamagedArchiveIsPassedOver() throws Exception {
    launch(ForkedMains.Exit0.class, true);
    Path archive = archives().get(0);
    byte[] bytes = Files.readAllBytes(archive);
    bytes[bytes.length / 2] ^= 1;
    Files.delete(archive);
    Files.write(archive, bytes);
    assertThat(launch(ForkedMains.Exit0.class, true)).isZero();
    assertThat(source()).contains("exit.jar");

    Files.write(archive, new byte[100]);
    assertThat(launch(ForkedMains.Exit0.class, true)).isZero();
    assertThat(source()).contains("exit.jar");
  }

  @Test
  void foldersOfClassesHaveNone() {
    assertThat(ClassArchive.of(kept, List.of(jar, temporary))).isEmpty();
    assertThat(ClassArchive.of(kept, List.of(jar))).isPresent();
  }

  /** As jlink leaves it; its JVM would not start if it were told to archive classes. */
  @Test
  void aJvmWithoutAnArchiveOfItsOwnLeavesNone(@TempDir Path home) throws IOException {
    assertThat(ClassArchive.hasBase(home)).isFalse();

    Files.createDirectories(home.resolve("lib/server"));
    Files.createFile(home.resolve("lib/server/classes.jsa"));
    assertThat(ClassArchive.hasBase(home)).isTrue();
  }
}
