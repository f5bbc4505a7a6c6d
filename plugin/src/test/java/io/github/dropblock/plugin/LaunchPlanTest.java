package io.github.dropblock.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dropblock.harness.backend.Backend;
import io.github.dropblock.harness.backend.Coordinates;
import io.github.dropblock.harness.backend.CudaFolders;
import io.github.dropblock.harness.backend.CudaLibraries;
import io.github.dropblock.harness.backend.Platform;
import io.github.dropblock.harness.backend.Setup;
import io.github.dropblock.harness.backend.Step;
import io.github.dropblock.harness.backend.StepChoice;
import io.github.dropblock.harness.capacity.CellMemory;
import io.github.dropblock.harness.capacity.Concurrency;
import io.github.dropblock.harness.experiment.Experiment;
import io.github.dropblock.harness.experiment.Matrix;
import io.github.dropblock.harness.experiment.Profile;
import io.github.dropblock.harness.fork.ForkOptions;
import io.github.dropblock.harness.rundir.RunDirectory;
import io.github.dropblock.harness.rundir.RunRecord;
import io.github.dropblock.harness.schedule.Inputs;
import io.github.dropblock.harness.schedule.RunRequest;
import io.github.dropblock.plugin.host.HostResources;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class LaunchPlanTest {
  private static final LaunchPlan PLAN =
      plan(Profile.QUICK, Matrix.ofPaper(), Inputs.drawn(Path.of("cache")));

  private static LaunchPlan plan(Profile profile, Matrix matrix, Inputs inputs) {
    return new LaunchPlan(
        new RunRequest(
            new RunDirectory(Path.of("runs", "first")),
            new Experiment("first", profile, matrix, profile.protocol()),
            inputs,
            Backend.CPU,
            new Step(Step.StepKind.COMPILED, Step.Instructions.AVX512, 2),
            2,
            new RunRecord.Versions("1", "2", "17", "3.8.1", null),
            "mvn"),
        new Setup(Backend.CPU, List.of(), "asked for"),
        new StepChoice(Step.StepKind.COMPILED, Step.Instructions.AVX512, "by oneDNN"),
        CudaLibraries.DOWNLOAD,
        new Platform("linux-x86_64", "-avx2"),
        new HostResources(4, 8L << 30),
        new CellMemory(1L << 30, 2L << 30),
        new Concurrency(2, 2),
        List.of("-Xss2m"),
        Optional.empty());
  }

  @Test
  void saysHowSmallAnEffectTheRunWillSee() {
    Matrix one = Matrix.ofPaper();
    Matrix five = new Matrix(one.networks(), one.regularizers(), List.of(1L, 2L, 3L, 4L, 5L));
    Inputs photos =
        new Inputs(
            Optional.of(Path.of("train.zip")),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Path.of("cache"));

    assertThat(plan(Profile.PAPER, five, photos).lines())
        .contains(
            "Power    5 seeds see effects of 1.7 points or more, 8 times of 10, if trainings scatter"
                + " by 0.8 points");
    assertThat(plan(Profile.PAPER, one, photos).lines())
        .contains(
            "Power    one seed gets no verdicts; with -Ddropblock.seeds=5, 5 seeds see effects of 1.7"
                + " points or more, 8 times of 10, if trainings scatter by 0.8 points");
  }

  @Test
  void saysWhatRunsWhere() {
    assertThat(PLAN.lines())
        .containsExactly(
            "Run      first, profile quick, in " + Path.of("runs", "first"),
            "Cells    9: AlexNet, ResNet-34, VGG-16 × None, Dropout, Dropout & DropBlock × seeds 1",
            "Data     drawn cats and dogs, 1700 images at most, 32 pixels",
            "Power    drawn images show that the experiment works, and get no verdicts",
            "Weights  VGG-16 learns 6800 drawn animals of other kinds first,"
                + " unless the cache has that",
            "Backend  cpu: ND4J 2, libraries for linux-x86_64-avx2; asked for",
            "Steps    compiled, AVX-512, 2 threads; by oneDNN",
            "Machine  cells at a time: 2, native threads of each: 2, cores: 4;"
                + " a cell takes at most 3.0 GiB of 8.0 GiB",
            "Cache    cache");
  }

  @Test
  void whatFitsIsNotWarnedOf() {
    assertThat(PLAN.warnings()).isEmpty();
  }

  @Test
  void whatDoesNotFitIsWarnedOfWithABatchThatDoes() {
    LaunchPlan tight =
        new LaunchPlan(
            PLAN.request(),
            PLAN.setup(),
            PLAN.steps(),
            PLAN.libraries(),
            PLAN.platform(),
            new HostResources(4, 1300L << 20),
            PLAN.memory(),
            PLAN.concurrency(),
            PLAN.jvmArguments(),
            Optional.empty());
    assertThat(tight.warnings())
        .containsExactly(
            "cells at a time: 2, each of up to 3.0 GiB, and there are 1.3 GiB of memory;"
                + " -Ddropblock.batchSize=16 would fit, or take another -Ddropblock.profile");
  }

  @Test
  void givesTheForkItsShare() {
    List<Path> classPath = List.of(Path.of("harness.jar"));

    assertThat(PLAN.forks(classPath, new CudaFolders(CudaFolders.ND4J, List.of())))
        .containsExactly(
            new ForkOptions(
                    classPath,
                    2,
                    1L << 30,
                    2L << 30,
                    List.of("-Xss2m"),
                    Map.of("ONEDNN_MAX_CPU_ISA", "AVX512_CORE"))
                .unpackedInto(Path.of("cache", "javacpp")));
  }

  @Test
  void theDoctorNamesWhatIsStillToBeDownloaded() {
    List<Coordinates> missing = List.of(new Coordinates("org.nd4j", "nd4j-native", "", "2"));

    assertThat(Diagnosis.of(PLAN, missing, false, OptionalLong.empty()))
        .containsAll(PLAN.lines())
        .contains("         still to be downloaded, once: org.nd4j:nd4j-native:2");
  }

  @Test
  void theDoctorSaysWhereNothingIsMissing() {
    assertThat(Diagnosis.of(PLAN, List.of(), true, OptionalLong.of(8L << 30)))
        .contains("         are in the local repository already")
        .anyMatch(line -> line.endsWith(", 4 cores, 8.0 GiB of memory"));
  }

  @Test
  void theDoctorTellsAContainersLimitFromTheMachinesMemory() {
    assertThat(Diagnosis.of(PLAN, List.of(), true, OptionalLong.of(64L << 30)))
        .anyMatch(
            line ->
                line.endsWith(
                    "8.0 GiB of memory, the limit of its container (a control group) on a machine of"
                        + " 64.0 GiB"));
  }

  @Test
  void theDoctorTellsWhatOfAvx512IsUsed() {
    LaunchPlan wide =
        new LaunchPlan(
            PLAN.request(),
            PLAN.setup(),
            PLAN.steps(),
            PLAN.libraries(),
            new Platform("linux-x86_64", "-avx2", 3),
            PLAN.machine(),
            PLAN.memory(),
            PLAN.concurrency(),
            PLAN.jvmArguments(),
            PLAN.master());
    assertThat(Diagnosis.of(wide, List.of(), true, OptionalLong.empty()))
        .contains(
            "Natives  linux-x86_64-avx2: ND4J's for AVX2, which were measured; the processor has"
                + " AVX-512 too, and compiled steps use AVX-512");
    assertThat(Diagnosis.of(PLAN, List.of(), true, OptionalLong.empty()))
        .anyMatch(line -> line.contains("the processor has AVX2 (no AVX-512"));
  }

  @Test
  void onAClusterThisMachinesMemoryIsOfNoAccount() {
    LaunchPlan away =
        new LaunchPlan(
            PLAN.request(),
            PLAN.setup(),
            PLAN.steps(),
            PLAN.libraries(),
            PLAN.platform(),
            new HostResources(4, 1300L << 20),
            PLAN.memory(),
            PLAN.concurrency(),
            PLAN.jvmArguments(),
            Optional.of("spark://host:7077"));

    assertThat(away.warnings()).isEmpty();
    assertThat(away.lines())
        .contains(
            "Cluster  spark://host:7077; cells handed to it at a time: 2, cores of each: 2; a cell takes at most 3.0 GiB there");
  }
}
