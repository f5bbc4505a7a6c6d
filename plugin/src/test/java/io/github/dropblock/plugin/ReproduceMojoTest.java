package io.github.dropblock.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dropblock.harness.cluster.ClusterOptions;
import io.github.dropblock.harness.fork.ForkOptions;
import io.github.dropblock.harness.fork.ForkedJvm;
import io.github.dropblock.harness.rundir.RunDirectory;
import io.github.dropblock.plugin.host.HostResources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Cells are "trained" by a stub; images, schedule, run directory and report are the harness's. */
@Timeout(120)
class ReproduceMojoTest {
  private static final String NONE = "alexnet-none-s1";
  private static final String DROPOUT = "alexnet-dropout-s1";

  @TempDir Path project;

  private final StubMachine machine = new StubMachine();
  private final StubDownloads downloads = new StubDownloads();
  private final StubLaunchers launchers = new StubLaunchers();
  private final List<Path> renderedAgain = new ArrayList<>();

  /** Two cells of few images. */
  private Invocation<ReproduceMojo> reproduce() {
    return new Invocation<>(
            new ReproduceMojo(
                machine,
                downloads,
                launchers,
                new UnusedRuns() {
                  @Override
                  public Path report(RunDirectory run, Optional<Path> templates) {
                    renderedAgain.add(run.path());
                    return run.path();
                  }
                }),
            project)
        .with("profile", "smoke")
        .with("images", 34)
        .with("networks", "alexnet")
        .with("regularizers", "none,dropout")
        .with("parallelCells", 1);
  }

  private Path run(String name) {
    return project.resolve("target/dropblock").resolve(name);
  }

  private static Predicate<String> starting(String head) {
    return line -> line.startsWith(head);
  }

  @Test
  void saysWhatIsRunTrainsItAndSaysWhereTheReportIs() throws Exception {
    List<String> said = reproduce().execute();

    assertThat(said.get(0)).isEqualTo("INFO Run      smoke, profile smoke, in " + run("smoke"));
    assertThat(said.get(1)).isEqualTo("INFO Cells    2: AlexNet × None, Dropout × seeds 1");
    assertThat(said).filteredOn(line -> line.contains(" finished ")).hasSize(2);
    assertThat(said.get(said.size() - 1))
        .isEqualTo("INFO Report: " + run("smoke").resolve("report/index.html"));
    assertThat(run("smoke").resolve("report/index.html")).isNotEmptyFile();
    assertThat(launchers.launched).containsExactly(NONE, DROPOUT);
  }

  @Test
  void cellsAreTrainedInJvmsAsThePlanHasThem() throws Exception {
    reproduce().with("jvmArguments", "-Xss2m").with("cellMemory", "3g").execute();

    assertThat(downloads.asked).containsExactly("cells: cpu, DOWNLOAD, linux-x86_64-avx2");
    assertThat(launchers.mainClasses).containsExactly(ForkedJvm.TRAINING);
    ForkOptions fork = launchers.forks.get(0);
    assertThat(fork.classPath()).containsExactly(StubDownloads.HARNESS);
    assertThat(fork.threads()).isEqualTo(4);
    assertThat(fork.heapBytes() + fork.nativeBytes()).isEqualTo(3L << 30);
    assertThat(fork.jvmArguments()).endsWith("-Xss2m");
    assertThat(fork.unpacked()).contains(project.resolve("home/.cache/dropblock/javacpp"));
  }

  @Test
  void theCommandThatRepeatsItIsWrittenDown() throws Exception {
    reproduce().execute();

    assertThat(new RunDirectory(run("smoke")).run().orElseThrow().command())
        .contains(":reproduce -Ddropblock.images=34 -Ddropblock.networks=alexnet")
        .contains("-Ddropblock.profile=smoke");
  }

  @Test
  void aCellThatFailsFailsTheBuildAfterTheOthersAndTheReport() {
    launchers.when(NONE, cell -> 67);
    Invocation<ReproduceMojo> reproduce = reproduce();

    assertThat(reproduce.failure().lines())
        .hasSize(2)
        .satisfiesExactly(
            line ->
                assertThat(line).isEqualTo("1 of 2 cells failed; run again to go on with them:"),
            line ->
                assertThat(line)
                    .startsWith("  alexnet-none-s1: exit code 67, ")
                    .endsWith("Log: " + run("smoke").resolve("cells/alexnet-none-s1/log.txt")));
    assertThat(launchers.launched).containsExactly(NONE, DROPOUT);
    assertThat(reproduce.said())
        .anyMatch(starting("ERROR ").and(line -> line.contains("failed (exit code 67)")))
        .last()
        .isEqualTo("INFO Report: " + run("smoke").resolve("report/index.html"));
  }

  @Test
  void runAgainItGoesOnWithWhatIsMissing() throws Exception {
    launchers.when(NONE, cell -> 67);
    reproduce().failure();
    launchers.launched.clear();
    launchers.when(NONE, StubLaunchers::train);

    List<String> said = reproduce().execute();

    assertThat(launchers.launched).containsExactly(NONE);
    assertThat(said).anyMatch(line -> line.contains("was finished before"));
  }

  @Test
  void otherSettingsInTheSameRunAreRefused() throws Exception {
    reproduce().execute();
    launchers.launched.clear();

    assertThat(reproduce().with("batchSize", 16).failure())
        .contains("batchSize: 32 there, 16 now")
        .contains("-Ddropblock.run=NAME");
    assertThat(launchers.launched).isEmpty();
  }

  @Test
  void otherReadingsAreTrainedAfterwardsAndJoinedByTheReport() throws Exception {
    List<String> said =
        reproduce()
            .with("regularizers", "dropout-dropblock")
            .with("readings", "linear-schedule")
            .execute();

    assertThat(launchers.launched)
        .containsExactly("alexnet-dropout-dropblock-s1", "alexnet-dropout-dropblock-s1");
    assertThat(said)
        .filteredOn(starting("INFO Report: "))
        .containsExactly(
            "INFO Report: " + run("smoke").resolve("report/index.html"),
            "INFO Report: " + run("smoke-linear-schedule").resolve("report/index.html"));
    assertThat(renderedAgain).containsExactly(run("smoke"));
  }

  @Test
  void anUnknownReadingIsRefusedBeforeAnythingIsTrained() {
    assertThat(reproduce().with("readings", "sideways").failure())
        .contains("linear-schedule")
        .endsWith("(-Ddropblock.readings=sideways)");
    assertThat(launchers.launched).isEmpty();
  }

  @Test
  void whatIsLikelyToGoWrongIsWarnedOfBeforeItIsBegun() throws Exception {
    machine.resources = new HostResources(4, 512L << 20);

    List<String> said = reproduce().execute();

    assertThat(said)
        .filteredOn(starting("WARN ").or(line -> line.contains(" starts, ")))
        .hasSize(3)
        .first()
        .asString()
        .startsWith("WARN cells at a time: 1, each of up to ")
        .contains("there are 0.5 GiB of memory");
  }

  @Test
  void whatIsPublishedIsFetchedBeforeAnythingIsTrained() {
    Path cache = project.resolve("home/.cache/dropblock");
    Invocation<ReproduceMojo> reproduce = reproduce().with("data", "cifar10");

    assertThat(reproduce.failure()).isEqualTo("CIFAR10 can't be obtained for " + cache);
    assertThat(reproduce.said()).last().isEqualTo("INFO fetching CIFAR10");
    assertThat(launchers.launched).isEmpty();
  }

  @Test
  void offlineNothingIsFetched() {
    Path cache = project.resolve("home/.cache/dropblock");

    assertThat(reproduce().with("data", "cifar10").offline().failure())
        .isEqualTo(
            "cifar10 is not in "
                + cache
                + " yet, and Maven is offline; run once without -o, or fetch it by hand and give"
                + " its path");
  }

  @Test
  void whatTheCacheHasIsNotFetched() throws IOException {
    Path archive = project.resolve("home/.cache/dropblock/downloads/cifar-10-binary.tar.gz");
    Files.createDirectories(archive.getParent());
    Files.writeString(archive, "no archive");

    assertThat(reproduce().with("data", "cifar10").failure())
        .contains(archive.getFileName().toString())
        .doesNotContain("can't be obtained");
  }

  @Test
  void anInterruptedTrainingIsNotAFailedCell() {
    launchers.when(
        NONE,
        cell -> {
          throw new InterruptedException();
        });

    assertThat(reproduce().failure())
        .isEqualTo("Interrupted; run again to go on where it stopped.");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(run("smoke").resolve("report/index.html")).doesNotExist();
  }

  @Test
  void aClusterTrainsCellsWhereOneIsNamed() throws Exception {
    List<String> said =
        reproduce()
            .with("spark", " spark://host:7077 ")
            .with("sparkConf", "spark.cores.max=16,spark.executor.memory=2g")
            .with("sparkShared", true)
            .with("epochTimeout", 5)
            .execute();

    assertThat(launchers.launched)
        .containsExactly(NONE + " on spark://host:7077", DROPOUT + " on spark://host:7077");
    ClusterOptions cluster = launchers.clusters.get(0);
    assertThat(cluster.configuration())
        .isEqualTo(Map.of("spark.cores.max", "16", "spark.executor.memory", "2g"));
    assertThat(cluster.driverClassPath())
        .containsExactly(StubDownloads.SPARK, StubDownloads.HARNESS);
    assertThat(cluster.jobJars())
        .as("what the cluster's own Spark lacks")
        .containsExactly(StubDownloads.HARNESS);
    assertThat(cluster.shared()).isTrue();
    assertThat(cluster.limit().fixed()).hasValueSatisfying(d -> assertThat(d).hasMinutes(5));
    assertThat(cluster.mainClass()).isEqualTo(ForkedJvm.TRAINING);
    assertThat(cluster.folder()).isEqualTo(run("smoke").resolve("cluster"));
    assertThat(said).anyMatch(starting("INFO Cluster  spark://host:7077; "));
    assertThat(launchers.forks).as("JVMs on this machine").isEmpty();
  }

  @Test
  void sparksSettingsMayStandInAFileOfTheProject() throws Exception {
    Files.writeString(project.resolve("cluster.properties"), "spark.authenticate=true\n");

    reproduce()
        .with("spark", "spark://host:7077")
        .with("sparkConf", "cluster.properties")
        .execute();

    assertThat(launchers.clusters.get(0).configuration())
        .isEqualTo(Map.of("spark.authenticate", "true"));
  }

  @Test
  void whatIsNoSettingOfSparksIsRefused() {
    assertThat(
            reproduce().with("spark", "spark://host:7077").with("sparkConf", "cores=16").failure())
        .contains("'cores' is none of Spark's settings")
        .contains("-Ddropblock.sparkConf");
    assertThat(launchers.clusters).isEmpty();
  }
}
