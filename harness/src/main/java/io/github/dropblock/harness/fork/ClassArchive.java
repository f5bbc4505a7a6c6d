package io.github.dropblock.harness.fork;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.github.dropblock.harness.files.AtomicFile;
import io.github.dropblock.harness.files.Sha256;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The classes of a class path as a JVM leaves them for later ones (JEP 350), which then neither
 * read, check nor lay them out again: 2 of the 4.5 seconds of processor time that a cell takes
 * before its first step. Nobody needs it: a JVM that can't use it goes on without.
 */
final class ClassArchive {
  private static final String FLAG = "ArchiveClassesAtExit";
  private static final Pattern NAME = Pattern.compile("classes-\\p{XDigit}{16}\\.jsa");

  /** More than any has. */
  private static final long LARGEST_BYTES = 128L << 20;

  /** Of other class paths and JVMs; each is of 35 MB. */
  private static final int MOST = 4;

  private final Path folder;
  private final Path file;
  private final Path part;

  private ClassArchive(Path folder, String name) {
    this.folder = folder.toAbsolutePath();
    this.file = this.folder.resolve(name);
    this.part = AtomicFile.part(file);
  }

  /**
   * That of a class path, there or not.
   *
   * @param folder where it is kept, which nobody else may write to: it holds code
   * @return empty where this machine's JVM has no such archives, or not of this class path
   */
  static Optional<ClassArchive> of(Path folder, List<Path> classPath) {
    if (!supported()
        || !hasBase(Path.of(System.getProperty("java.home")))
        || !classPath.stream().allMatch(Files::isRegularFile)) {
      return Optional.empty(); // A JVM archives no classes from folders.
    }
    try {
      StringBuilder key = new StringBuilder();
      key.append(System.getProperty("java.home")).append('\n');
      key.append(System.getProperty("java.vm.version")).append('\n');
      for (Path jar : classPath) {
        key.append(jar.toAbsolutePath()).append('\n');
        key.append(Files.size(jar)).append(' ');
        key.append(Files.getLastModifiedTime(jar).toMillis()).append('\n');
      }
      String hash = Sha256.of(key.toString().getBytes(StandardCharsets.UTF_8));
      return Optional.of(new ClassArchive(folder, "classes-" + hash.substring(0, 16) + ".jsa"));
    } catch (IOException e) {
      return Optional.empty(); // The JVM says what is wrong with its class path.
    }
  }

  private static boolean supported() {
    try {
      ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).getVMOption(FLAG);
      return true;
    } catch (IllegalArgumentException | NullPointerException e) {
      return false; // Another make of JVM.
    }
  }

  /**
   * Whether a JVM has an archive of its own classes, which others build on: one that jlink made has
   * none, and told to leave another it doesn't start.
   */
  static boolean hasBase(Path javaHome) {
    return Stream.of("lib", "bin")
        .anyMatch(
            folder -> Files.isRegularFile(javaHome.resolve(folder).resolve("server/classes.jsa")));
  }

  boolean exists() {
    return Files.isRegularFile(file);
  }

  /** Has a JVM use it; what it says against it is of no account. */
  List<String> using() {
    // A bit that flipped on the disk must not become code.
    return List.of("-XX:SharedArchiveFile=" + file, "-XX:+VerifySharedSpaces", "-Xlog:cds*=error");
  }

  /** Has a JVM leave it as it ends. */
  List<String> leaving() {
    return List.of("-XX:" + FLAG + "=" + part, "-Xlog:cds*=error");
  }

  /** After a JVM that was to leave it: whether there was room for it, as far as can be seen. */
  boolean hadRoom() throws IOException {
    return Files.exists(part)
        || Files.getFileStore(file.getParent()).getUsableSpace() > LARGEST_BYTES;
  }

  /**
   * Comes after a JVM that was to leave it.
   *
   * @param done whether that JVM came to its end
   */
  void left(boolean done) throws IOException {
    if (done && Files.isRegularFile(part)) {
      AtomicFile.move(part, file);
      forgetOthers();
    }
    Files.deleteIfExists(part);
  }

  private void forgetOthers() throws IOException {
    AtomicFile.removeAbandonedParts(folder, NAME);
    List<Path> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      files
          .filter(other -> NAME.matcher(other.getFileName().toString()).matches())
          .forEach(all::add);
    }
    all.sort(Comparator.comparingLong(other -> -other.toFile().lastModified()));
    for (Path old : all.subList(Math.min(MOST, all.size()), all.size())) {
      Files.deleteIfExists(old);
    }
  }
}
