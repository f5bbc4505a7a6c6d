package io.github.dropblock.plugin.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dropblock.harness.rundir.CellDirectory;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Maven is struck down at random moments of {@code dropblock:reproduce}, started again, and comes
 * to the same end as undisturbed.
 */
public final class RandomKills {
  private static final String CELL = "alexnet-dropout-dropblock-s1";

  private RandomKills() {}

  /** How Maven is struck. */
  private enum Blow {
    CTRL_C(MavenProcess::interrupt),
    SIGTERM(MavenProcess::terminate),
    SIGKILL(MavenProcess::kill),
    SIGKILL_TO_ALL(MavenProcess::killGroup);

    private final Consumer<MavenProcess> strike;

    Blow(Consumer<MavenProcess> strike) {
      this.strike = strike;
    }
  }

  /** Strikes so many times at least, and lets each run come to its end. */
  public static void prepare(File basedir, File localRepository, int kills, long seed)
      throws IOException, InterruptedException {
    Random random = new Random(seed);
    Map<Blow, Integer> struck = new TreeMap<>();
    Files.createDirectories(runs(basedir));
    Files.copy(MavenProcess.settings(basedir.toPath()), MavenProcess.settings(run(basedir, 0)));
    int wholeMillis = undisturbedMillis(fresh(basedir, 0), localRepository);
    for (int number = 1; total(struck) < kills; number++) {
      Path folder = fresh(basedir, number);
      do {
        MavenProcess build = start(folder, localRepository);
        build.letRun(Duration.ofMillis(random.nextInt(wholeMillis)));
        Blow blow = Blow.values()[random.nextInt(Blow.values().length)];
        if (build.alive()) {
          blow.strike.accept(build);
          struck.merge(blow, 1, Integer::sum);
        }
        // Fails where anything that Maven has started outlives it.
        build.end();
      } while (random.nextInt(3) > 0);
      finish(folder, localRepository);
    }
    System.out.printf("%d kills of Maven, seed %d: %s%n", total(struck), seed, struck);
  }

  private static int undisturbedMillis(Path folder, File localRepository)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    finish(folder, localRepository);
    return (int) Duration.ofNanos(System.nanoTime() - start).toMillis();
  }

  private static void finish(Path folder, File localRepository)
      throws IOException, InterruptedException {
    assertThat(start(folder, localRepository).end()).as("see %s", log(folder)).isZero();
  }

  private static Path fresh(File basedir, int number) throws IOException {
    Path folder = Files.createDirectories(run(basedir, number));
    Files.copy(basedir.toPath().resolve("pom.xml"), folder.resolve("pom.xml"));
    return folder;
  }

  /** Each run's files are those of the scenario's own build, which nobody disturbed. */
  public static void verify(File basedir) throws IOException {
    Map<String, String> expected = contents(basedir.toPath());
    try (Stream<Path> files = Files.list(runs(basedir))) {
      for (Path run : files.filter(Files::isDirectory).toList()) {
        assertThat(contents(run)).as("see %s", log(run)).isEqualTo(expected);
        assertNothingHalfWritten(run);
      }
    }
  }

  private static Map<String, String> contents(Path folder) throws IOException {
    return CellContents.of(new CellDirectory(directory(folder).resolve("cells").resolve(CELL)));
  }

  private static void assertNothingHalfWritten(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(directory(folder))) {
      assertThat(files.filter(file -> file.toString().endsWith(".part"))).isEmpty();
    }
    assertThat(directory(folder).resolve("report").resolve("index.html")).isNotEmptyFile();
  }

  private static MavenProcess start(Path folder, File localRepository) throws IOException {
    // Images decoded anew in each run: that too is struck at.
    return MavenProcess.start(folder, localRepository, folder.resolve("cache"), log(folder));
  }

  private static Path runs(File basedir) {
    return basedir.toPath().resolve("runs");
  }

  private static Path run(File basedir, int number) {
    return runs(basedir).resolve("run-" + number);
  }

  private static Path directory(Path folder) {
    return folder.resolve("target/dropblock/smoke");
  }

  private static Path log(Path folder) {
    return folder.resolve("killed.log");
  }

  private static int total(Map<Blow, Integer> struck) {
    return struck.values().stream().mapToInt(Integer::intValue).sum();
  }
}
