package io.github.dropblock.harness.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dropblock.harness.backend.Backend;
import io.github.dropblock.harness.backend.Step;
import io.github.dropblock.harness.experiment.Cell;
import io.github.dropblock.harness.experiment.Experiment;
import io.github.dropblock.harness.experiment.KeepSchedule;
import io.github.dropblock.harness.experiment.Matrix;
import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Normalization;
import io.github.dropblock.harness.experiment.Profile;
import io.github.dropblock.harness.experiment.Protocol;
import io.github.dropblock.harness.experiment.Reading;
import io.github.dropblock.harness.experiment.Regularizer;
import io.github.dropblock.harness.files.FileTree;
import io.github.dropblock.harness.files.Json;
import io.github.dropblock.harness.images.SplitManifest;
import io.github.dropblock.harness.remedy.Complaint;
import io.github.dropblock.harness.remedy.Helped;
import io.github.dropblock.harness.remedy.Remedy;
import io.github.dropblock.harness.rundir.CellDirectory;
import io.github.dropblock.harness.rundir.CellFailure;
import io.github.dropblock.harness.rundir.CellResult;
import io.github.dropblock.harness.rundir.CellSettings;
import io.github.dropblock.harness.rundir.EpochMetrics;
import io.github.dropblock.harness.rundir.ExitCode;
import io.github.dropblock.harness.rundir.RunDirectory;
import io.github.dropblock.harness.rundir.RunLock;
import io.github.dropblock.harness.rundir.RunRecord;
import io.github.dropblock.harness.rundir.SettingsConflictException;
import io.github.dropblock.harness.rundir.SettingsIdentity;
import io.github.dropblock.harness.rundir.WeightsOrigin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(300)
class MatrixRunnerTest {
  private static final Matrix ALEXNETS =
      new Matrix(
          List.of(Network.ALEXNET), List.of(Regularizer.NONE, Regularizer.DROPOUT), List.of(1L));
  private static final Matrix ALEXNET_AND_VGG =
      new Matrix(List.of(Network.VGG_16, Network.ALEXNET), List.of(Regularizer.NONE), List.of(1L));
  private static final String ALEXNET = "alexnet-none-s1";
  private static final String ALEXNET_DROPOUT = "alexnet-dropout-s1";
  private static final String VGG = "vgg-16-none-s1";
  private static final String PRETRAINING = "vgg-16";

  @TempDir Path temporary;

  private final FakeLauncher launcher = new FakeLauncher();
  private final Recorder recorder = new Recorder();
  private Optional<CellSettings.StartingWeights> weights = Optional.empty();

  private RunDirectory directory() {
    return new RunDirectory(temporary.resolve("run"));
  }

  private CellDirectory cell(String id) {
    return new CellDirectory(directory().path().resolve("cells").resolve(id));
  }

  private static Protocol protocol(int batchSize) {
    return protocol(batchSize, "alexnet=conv1");
  }

  private static Protocol protocol(int batchSize, String placement) {
    return Profile.SMOKE.protocol().toBuilder()
        .images(34)
        .batchSize(batchSize)
        .placement(placement)
        .pretrainingImages(48)
        .pretrainingEpochs(1)
        .build();
  }

  private RunRequest request(Matrix matrix, Protocol protocol, int parallelCells, String dl4j) {
    return new RunRequest(
        directory(),
        new Experiment("run", Profile.SMOKE, matrix, protocol),
        new Inputs(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            weights,
            temporary.resolve("cache")),
        Backend.CPU,
        null,
        parallelCells,
        new RunRecord.Versions("0.1.0", dl4j, "17", "3.9", null),
        "mvn dropblock:reproduce");
  }

  private RunRequest request(Matrix matrix) {
    return request(matrix, protocol(16), 1, "1.0.0-M1.1");
  }

  private MatrixOutcome run(RunRequest request) throws Exception {
    return new MatrixRunner(launcher, recorder).run(request);
  }

  private MatrixOutcome run(Matrix matrix) throws Exception {
    return run(request(matrix));
  }

  @Test
  void everyCellIsLaunchedInTheMatrixsOrder() throws Exception {
    MatrixOutcome outcome = run(ALEXNETS);
    assertThat(launcher.launched()).containsExactly(ALEXNET, ALEXNET_DROPOUT);
    assertThat(outcome).isEqualTo(new MatrixOutcome(ALEXNETS.cells(), List.of()));
  }

  @Test
  void asManyCellsRunAtATimeAsWereAskedFor() throws Exception {
    Matrix matrix =
        new Matrix(List.of(Network.ALEXNET), List.of(Regularizer.NONE), List.of(1L, 2L, 3L, 4L));
    CyclicBarrier both = new CyclicBarrier(2);
    for (Cell cell : matrix.cells()) {
      launcher.when(
          cell.id(),
          folder -> {
            meet(both);
            return FakeLauncher.succeed(folder);
          });
    }
    run(request(matrix, protocol(16), 2, "1.0.0-M1.1"));
    assertThat(launcher.most()).isEqualTo(2);
  }

  @Test
  void whereNothingCanBeLaunchedAnyMoreTheRunEndsAndNoCellHasFailed() throws Exception {
    launcher.when(
        ALEXNET,
        cell -> {
          throw new LauncherLostException(new Complaint("the cluster is gone"));
        });

    assertThatThrownBy(() -> run(ALEXNETS))
        .isInstanceOf(LauncherLostException.class)
        .hasMessage("the cluster is gone");
    assertThat(launcher.launched()).containsExactly(ALEXNET);
    assertThat(cell(ALEXNET).failureFile()).doesNotExist();
  }

  /** What a queue does with a cell before it is trained. */
  @FunctionalInterface
  private interface Waiting {
    void in(CellDirectory cell, CellLauncher.Course course) throws InterruptedException;
  }

  private CellLauncher after(Waiting waiting) {
    return new CellLauncher() {
      @Override
      public int launch(CellDirectory cell) throws IOException, InterruptedException {
        return launcher.launch(cell);
      }

      @Override
      public int launch(CellDirectory cell, Course course)
          throws IOException, InterruptedException {
        waiting.in(cell, course);
        return launch(cell);
      }
    };
  }

  @Test
  void aCellThatWaitsForAPlaceHasNotStarted() throws Exception {
    CellLauncher queue =
        after(
            (cell, course) -> {
              assertThat(recorder.lines())
                  .noneMatch(line -> line.startsWith(cell.path().getFileName() + " starts"));
              course.started();
            });
    new MatrixRunner(queue, recorder).run(request(ALEXNETS));

    assertThat(recorder.lines()).anyMatch(line -> line.startsWith(ALEXNET + " starts"));
  }

  @Test
  void cellsComeIntoAQueueInTheMatrixOrderHoweverManyAreLaunchedAtATime() throws Exception {
    List<String> queued = Collections.synchronizedList(new ArrayList<>());
    Random random = new Random(7);
    CellLauncher queue =
        after(
            (cell, course) -> {
              Thread.sleep(random.nextInt(50));
              queued.add(cell.path().getFileName().toString());
              course.queued();
              course.started();
            });
    Matrix matrix =
        new Matrix(
            List.of(Network.ALEXNET), List.of(Regularizer.NONE), List.of(1L, 2L, 3L, 4L, 5L, 6L));
    RunRequest all = request(matrix, protocol(16), 6, "1.0.0-M1.1");
    new MatrixRunner(queue, recorder).run(all);

    assertThat(queued).containsExactlyElementsOf(matrix.cells().stream().map(Cell::id).toList());
  }

  @Test
  void aFinishedRunHasItsSplitRestored() throws Exception {
    run(ALEXNETS);
    String split = Files.readString(directory().splitFile());
    Files.delete(directory().splitFile());

    run(ALEXNETS);

    assertThat(directory().splitFile()).hasContent(split);
  }

  private static void meet(CyclicBarrier barrier) throws InterruptedException {
    try {
      barrier.await(2, TimeUnit.MINUTES);
    } catch (java.util.concurrent.BrokenBarrierException
        | java.util.concurrent.TimeoutException e) {
      throw new IllegalStateException("cells did not run side by side", e);
    }
  }

  @Test
  void aCellsSettingsAreThereBeforeItStarts() throws Exception {
    AtomicReference<CellSettings> seen = new AtomicReference<>();
    launcher.when(
        ALEXNET,
        cell -> {
          seen.set(cell.settings().orElseThrow());
          return FakeLauncher.succeed(cell);
        });
    run(ALEXNETS);
    CellSettings settings = seen.get();
    assertThat(settings.training()).isEqualTo(protocol(16).training(Network.ALEXNET));
    assertThat(settings.weights()).isNull();
    assertThat(Path.of(settings.data().split())).isEqualTo(directory().splitFile()).exists();
    assertThat(Path.of(settings.data().pixels())).exists().hasParent(temporary.resolve("cache"));
    assertThat(settings.data().fingerprint())
        .isEqualTo(SplitManifest.read(directory().splitFile()).fingerprint());
  }

  @Test
  void theRunsRecordSaysWhatRan() throws Exception {
    run(ALEXNETS);
    RunRecord record = directory().run().orElseThrow();
    assertThat(record.matrix()).isEqualTo(ALEXNETS);
    assertThat(record.protocol()).isEqualTo(protocol(16));
    assertThat(record.data().drawn()).isTrue();
    assertThat(record.data().paper()).isFalse();
    assertThat(record.data().train() + record.data().validation() + record.data().test())
        .isEqualTo(34);
    assertThat(record.host().cores()).isPositive();
    assertThat(record.host().memory()).isGreaterThan(1L << 28);
  }

  @Test
  void finishedCellsAreKept() throws Exception {
    run(ALEXNETS);
    Files.delete(cell(ALEXNET_DROPOUT).resultFile());
    Recorder again = new Recorder();
    new MatrixRunner(launcher, again).run(request(ALEXNETS));
    assertThat(launcher.launched()).containsExactly(ALEXNET, ALEXNET_DROPOUT, ALEXNET_DROPOUT);
    assertThat(again.lines())
        .containsExactly(
            ALEXNET + " finished before",
            ALEXNET_DROPOUT + " starts at 2 of 2",
            ALEXNET_DROPOUT + " finished");
  }

  @Test
  void aCellThatFailsLeavesTheOthersAlone() throws Exception {
    launcher.exits(ALEXNET, 68);
    MatrixOutcome outcome = run(ALEXNETS);
    assertThat(outcome.failed()).extracting(Cell::id).containsExactly(ALEXNET);
    assertThat(outcome.finished()).extracting(Cell::id).containsExactly(ALEXNET_DROPOUT);
    assertThat(recorder.lines())
        .contains(
            ALEXNET + " failed: " + ExitCode.DIVERGED.reason(), ALEXNET_DROPOUT + " finished");
  }

  @Test
  void aFailureIsWrittenDownWithTheLogsLastLines() throws Exception {
    launcher.when(
        ALEXNET,
        cell -> {
          Files.writeString(cell.logFile(), "the loss is NaN\n");
          return 68;
        });
    run(ALEXNETS);
    CellFailure failure = cell(ALEXNET).failure().orElseThrow();
    assertThat(failure.exitCode()).isEqualTo(68);
    assertThat(failure.reason()).isEqualTo(ExitCode.DIVERGED.reason());
    assertThat(failure.remedies()).isEqualTo(ExitCode.DIVERGED.remedies());
    assertThat(failure.lastLines()).containsExactly("the loss is NaN");
  }

  @Test
  void endingWellWithoutAResultIsAFailure() throws Exception {
    launcher.exits(ALEXNET, 0);
    assertThat(run(ALEXNETS).failed()).extracting(Cell::id).containsExactly(ALEXNET);
    assertThat(cell(ALEXNET).failure().orElseThrow().reason())
        .isEqualTo("the process ended without leaving a result");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Unrecognized option: -Xfoo | Unrecognized option: -Xfoo;Error: Could not create the Java Virtual Machine.;Error: A fatal exception has occurred. Program will exit.
          Too small maximum heap | Error occurred during initialization of VM;Too small maximum heap
          Error: Could not find or load main class foo | Error: Could not find or load main class foo;Caused by: java.lang.ClassNotFoundException: foo
          """)
  void aJvmThatDoesNotStartIsToldInItsOwnLine(String line, String said) throws Exception {
    launcher.when(
        ALEXNET,
        cell -> {
          Files.writeString(cell.logFile(), said.replace(';', '\n'));
          return 1;
        });
    run(ALEXNETS);
    CellFailure failure = cell(ALEXNET).failure().orElseThrow();
    assertThat(failure.reason()).isEqualTo("its JVM does not start: " + line);
    assertThat(failure.remedies()).containsExactly(Remedy.CORRECT_JVM_ARGUMENTS);
  }

  @Test
  void aProcessThatCantStartIsItsCellsFailureOnly() throws Exception {
    launcher.when(
        ALEXNET,
        cell -> {
          throw new IOException("no such program");
        });
    MatrixOutcome outcome = run(ALEXNETS);
    assertThat(outcome.finished()).extracting(Cell::id).containsExactly(ALEXNET_DROPOUT);
    assertThat(cell(ALEXNET).failure().orElseThrow().reason())
        .isEqualTo("its process could not be started: no such program");
  }

  @Test
  void aFailureIsForgottenWhenTheCellSucceeds() throws Exception {
    launcher.exits(ALEXNET, 68);
    run(ALEXNETS);
    launcher.when(ALEXNET, FakeLauncher::succeed);
    assertThat(run(ALEXNETS).failed()).isEmpty();
    assertThat(cell(ALEXNET).failureFile()).doesNotExist();
  }

  @Test
  void everyEpochIsToldWithTheTimeLeft() throws Exception {
    run(ALEXNETS);
    assertThat(recorder.lines())
        .containsExactly(
            ALEXNET + " starts at 0 of 2",
            ALEXNET + " epoch 1, left 2, matrix 6",
            ALEXNET + " epoch 2, left 0, matrix 4",
            ALEXNET + " finished",
            ALEXNET_DROPOUT + " starts at 0 of 2",
            ALEXNET_DROPOUT + " epoch 1, left 2, matrix 2",
            ALEXNET_DROPOUT + " epoch 2, left 0, matrix 0",
            ALEXNET_DROPOUT + " finished");
  }

  @Test
  void anEpochIsToldWhileItsCellGoesOn() throws Exception {
    launcher.when(
        ALEXNET,
        cell -> {
          cell.append(new EpochMetrics(1, 1, 0.7, 0.5, 0.7, 0.5, 2, 100));
          while (recorder.lines().stream().noneMatch(line -> line.contains("epoch 1"))) {
            Thread.sleep(20);
          }
          return FakeLauncher.succeed(cell);
        });
    assertThat(run(ALEXNETS).failed()).isEmpty();
  }

  @Test
  void otherSettingsInTheSameDirectoryAreRefusedSayingWhatDiffers() throws Exception {
    run(ALEXNETS);
    Map<Path, String> before = contents();
    assertThatThrownBy(() -> run(request(ALEXNETS, protocol(8), 1, "1.0.0-M2.1")))
        .isInstanceOf(SettingsConflictException.class)
        .hasMessage(
            directory().path()
                + " holds results of other settings (protocol.batchSize: 16 there, 8 now;"
                + " versions.deeplearning4j: 1.0.0-M1.1 there, 1.0.0-M2.1 now)")
        .satisfies(Helped.by(Remedy.CHOOSE_OTHER_RUN, Remedy.DELETE_FOLDER));
    assertThat(contents()).isEqualTo(before);
  }

  private Map<Path, String> contents() throws IOException {
    try (Stream<Path> files = Files.walk(directory().path())) {
      return files
          .filter(Files::isRegularFile)
          .collect(java.util.stream.Collectors.toMap(path -> path, MatrixRunnerTest::text));
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file) + Files.getLastModifiedTime(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void aCellOfOtherSettingsIsRefusedEvenWhereTheRunsRecordIsLost() throws Exception {
    run(ALEXNETS);
    Files.delete(directory().runFile());
    assertThatThrownBy(() -> run(request(ALEXNETS, protocol(8), 1, "1.0.0-M1.1")))
        .isInstanceOf(SettingsConflictException.class)
        .hasMessageContaining(ALEXNET + " training.batchSize: 16 there, 8 now");
  }

  @Test
  void whatIsDoneStaysAndTheOthersAreComputedByTheStepAskedFor() throws Exception {
    launcher.exits(ALEXNET_DROPOUT, 1);
    run(by(AVX2));
    launcher.when(ALEXNET_DROPOUT, FakeLauncher::succeed);
    assertThat(run(by(AVX512)).failed()).isEmpty();

    assertThat(cell(ALEXNET).settings().orElseThrow().step()).isEqualTo(AVX2);
    assertThat(cell(ALEXNET_DROPOUT).settings().orElseThrow().step()).isEqualTo(AVX512);
  }

  @Test
  void aCellGoesOnUnderTheStepThatItBeganWithAlone() throws Exception {
    launcher.exits(ALEXNET_DROPOUT, 1);
    run(by(AVX2));
    Files.writeString(cell(ALEXNET_DROPOUT).checkpointFile(), "after an epoch");

    assertThatThrownBy(() -> run(by(AVX512)))
        .isInstanceOf(SettingsConflictException.class)
        .hasMessageContaining(
            "(" + ALEXNET_DROPOUT + " step.instructions: AVX2 there, AVX512 now)");
  }

  private static final Step AVX2 = new Step(Step.StepKind.COMPILED, Step.Instructions.AVX2, 1);
  private static final Step AVX512 = new Step(Step.StepKind.COMPILED, Step.Instructions.AVX512, 1);

  private RunRequest by(Step step) {
    RunRequest like = request(ALEXNETS);
    return new RunRequest(
        like.directory(),
        like.experiment(),
        like.inputs(),
        like.backend(),
        step,
        like.parallelCells(),
        like.versions(),
        like.command());
  }

  /** As a cell was before its settings named the generator. */
  @Test
  void aCellThatHasDroppedByAnotherGeneratorIsRefused() throws Exception {
    launcher.exits(ALEXNET, 1).exits(ALEXNET_DROPOUT, 1);
    run(ALEXNETS);
    for (String name : List.of(ALEXNET, ALEXNET_DROPOUT)) {
      Path settings = cell(name).settingsFile();
      ObjectNode tree = (ObjectNode) new ObjectMapper().readTree(settings.toFile());
      tree.remove("generator");
      Json.write(settings, tree);
    }
    assertThatThrownBy(() -> run(ALEXNETS))
        .isInstanceOf(SettingsConflictException.class)
        .hasMessage(
            directory().path()
                + " holds results of other settings ("
                + ALEXNET_DROPOUT
                + " generator: nothing there, philox4x32-10 now)")
        .satisfies(Helped.by(Remedy.CHOOSE_OTHER_RUN, Remedy.DELETE_FOLDER));
  }

  @Test
  void aRunDirectoryMayBeMoved() throws Exception {
    launcher.exits(ALEXNET, 1);
    run(ALEXNET_AND_VGG);
    Path moved = temporary.resolve("moved");
    Files.move(directory().path(), moved);
    RunRequest old = request(ALEXNET_AND_VGG);
    launcher.when(ALEXNET, FakeLauncher::succeed);
    MatrixOutcome outcome =
        run(
            new RunRequest(
                new RunDirectory(moved),
                old.experiment(),
                Inputs.drawn(temporary.resolve("other cache")),
                old.backend(),
                old.step(),
                1,
                old.versions(),
                old.command()));
    assertThat(outcome.failed()).isEmpty();
  }

  @Test
  void aLargerMatrixInTheSameDirectoryKeepsTheSmaller() throws Exception {
    run(new Matrix(List.of(Network.ALEXNET), List.of(Regularizer.DROPOUT), List.of(2L)));
    RunRecord first = directory().run().orElseThrow();
    run(new Matrix(List.of(Network.ALEXNET), List.of(Regularizer.NONE), List.of(1L, 2L)));
    RunRecord second = directory().run().orElseThrow();
    assertThat(second.matrix())
        .isEqualTo(
            new Matrix(
                List.of(Network.ALEXNET),
                List.of(Regularizer.NONE, Regularizer.DROPOUT),
                List.of(1L, 2L)));
    assertThat(second.started()).isEqualTo(first.started());
    assertThat(second.command()).as("said once").isEqualTo("mvn dropblock:reproduce");
    assertThat(launcher.launched())
        .containsExactly("alexnet-dropout-s2", "alexnet-none-s1", "alexnet-none-s2");
  }

  @Test
  void aRunThatSeveralCommandsMadeNamesThemAll() {
    RunRequest larger = request(ALEXNETS);
    RunRecord.DataSummary data =
        new RunRecord.DataSummary(
            "drawn", true, false, List.of("cat", "dog"), 10, 4, 3, List.of(), List.of(), "abc");
    RunRequest smaller =
        new RunRequest(
            larger.directory(),
            larger.experiment(),
            larger.inputs(),
            larger.backend(),
            larger.step(),
            1,
            larger.versions(),
            "mvn dropblock:reproduce -Ddropblock.seeds=1");

    RunRecord both = smaller.record(data, Optional.of(larger.record(data, Optional.empty())));

    assertThat(both.command())
        .isEqualTo("mvn dropblock:reproduce\nmvn dropblock:reproduce -Ddropblock.seeds=1");
  }

  private static final Matrix BESIDE =
      new Matrix(
          List.of(Network.VGG_16, Network.ALEXNET),
          List.of(Regularizer.NONE, Regularizer.DROPOUT, Regularizer.DROPOUT_DROPBLOCK),
          List.of(1L));

  /** DropBlock's schedule, the reading, changes nothing where DropBlock does not act. */
  @Test
  void anotherReadingTrainsOnlyTheCellsThatItChanges() throws Exception {
    RunRequest read = request(BESIDE);
    run(read);
    Files.writeString(cell(ALEXNET).predictionsFile(), "predictions of " + ALEXNET);
    RunRequest otherwise = read.under(Reading.LINEAR_SCHEDULE);
    FakeLauncher second = new FakeLauncher();

    MatrixOutcome outcome = new MatrixRunner(second, recorder).run(otherwise);

    assertThat(outcome.finished()).isEqualTo(BESIDE.cells());
    assertThat(second.launched())
        .containsExactly("vgg-16-dropout-dropblock-s1", "alexnet-dropout-dropblock-s1");
    CellDirectory taken =
        otherwise.directory().cell(new Cell(Network.ALEXNET, Regularizer.NONE, 1));
    assertThat(taken.predictionsFile()).hasSameTextualContentAs(cell(ALEXNET).predictionsFile());
    assertThat(taken.metrics()).isEqualTo(cell(ALEXNET).metrics());
    assertThat(taken.settings().orElseThrow().training().dropBlock().schedule())
        .isEqualTo(KeepSchedule.LINEAR);
    assertThat(run(otherwise).failed()).isEmpty();
  }

  /** Its place is ResNet-34's alone, so the other networks' DropBlock is the same too. */
  @Test
  void aReadingOfOneNetworkTrainsNoOther() throws Exception {
    RunRequest read = request(BESIDE);
    run(read);
    FakeLauncher second = new FakeLauncher();
    new MatrixRunner(second, recorder).run(read.under(Reading.NO_STAGE4));
    assertThat(second.launched()).isEmpty();
  }

  @Test
  void whatAnotherReadingCannotTakeIsTrained() throws Exception {
    launcher.exits(ALEXNET, 1);
    run(ALEXNETS);
    FakeLauncher second = new FakeLauncher();
    new MatrixRunner(second, recorder).run(request(ALEXNETS).under(Reading.LINEAR_SCHEDULE));
    assertThat(second.launched()).containsExactly(ALEXNET);
  }

  @Test
  void aFineTunedNetworkIsPretrainedFirst() throws Exception {
    MatrixOutcome outcome = run(ALEXNET_AND_VGG);
    assertThat(launcher.launched()).containsExactly(PRETRAINING, VGG, ALEXNET);
    assertThat(outcome.finished()).isEqualTo(ALEXNET_AND_VGG.cells());
    CellSettings pretraining = directory().pretraining(Network.VGG_16).settings().orElseThrow();
    assertThat(pretraining.cell()).isEqualTo(new Cell(Network.VGG_16, Regularizer.NONE, 0));
    assertThat(pretraining.training()).isEqualTo(protocol(16).pretrainingOf(Network.VGG_16));
    assertThat(pretraining.data().classes()).hasSizeGreaterThan(2);
    assertThat(Path.of(pretraining.data().split())).isEqualTo(directory().pretrainingSplitFile());
    assertThat(Path.of(pretraining.data().pixels())).exists();
  }

  @Test
  void aFineTunedCellStartsFromThePretrainedWeights() throws Exception {
    run(ALEXNET_AND_VGG);
    CellDirectory pretraining = directory().pretraining(Network.VGG_16);
    CellSettings settings = cell(VGG).settings().orElseThrow();
    assertThat(Path.of(settings.weights().file())).isEqualTo(pretraining.checkpointFile());
    assertThat(settings.weights().fingerprint())
        .matches("[0-9a-f]{64}")
        .isEqualTo(SettingsIdentity.fingerprint(pretraining.settings().orElseThrow()));
    assertThat(cell(ALEXNET).settings().orElseThrow().weights()).isNull();
  }

  @Test
  void otherCellsGoOnWhileOneIsPretrained() throws Exception {
    CountDownLatch alexnet = new CountDownLatch(1);
    launcher.when(
        PRETRAINING,
        cell -> {
          if (!alexnet.await(20, TimeUnit.SECONDS)) {
            return 1;
          }
          return FakeLauncher.succeed(cell);
        });
    launcher.when(
        ALEXNET,
        cell -> {
          alexnet.countDown();
          return FakeLauncher.succeed(cell);
        });
    MatrixOutcome outcome = run(request(ALEXNET_AND_VGG, protocol(16), 2, "1.0.0-M1.1"));
    assertThat(outcome.failed()).isEmpty();
    assertThat(launcher.launched())
        .containsExactlyInAnyOrder(PRETRAINING, ALEXNET, VGG)
        .last()
        .isEqualTo(VGG);
  }

  @Test
  void withoutPretrainedWeightsAFineTunedCellFailsForThatReason() throws Exception {
    launcher.exits(PRETRAINING, 67);
    MatrixOutcome outcome = run(ALEXNET_AND_VGG);
    assertThat(launcher.launched()).containsExactly(PRETRAINING, ALEXNET);
    assertThat(outcome.finished()).extracting(Cell::id).containsExactly(ALEXNET);
    assertThat(cell(VGG).failure().orElseThrow().reason())
        .isEqualTo("pretraining vgg-16, which it needs, failed: memory ran out");
  }

  @Test
  void pretrainingIsNotRepeatedForCellsThatAreDone() throws Exception {
    run(ALEXNET_AND_VGG);
    Files.delete(directory().pretraining(Network.VGG_16).resultFile());
    run(ALEXNET_AND_VGG);
    assertThat(launcher.launched()).containsExactly(PRETRAINING, VGG, ALEXNET);
  }

  @Test
  void aPretrainingWithoutItsWeightsAsAnImportLeavesItIsDoneAnew() throws Exception {
    run(ALEXNET_AND_VGG);
    loseWeights();
    Files.delete(directory().cell(ALEXNET_AND_VGG.cells().get(0)).resultFile());
    FileTree.delete(temporary.resolve("cache"));
    MatrixOutcome outcome = run(ALEXNET_AND_VGG);

    assertThat(outcome.failed()).isEmpty();
    assertThat(launcher.launched()).containsExactly(PRETRAINING, VGG, ALEXNET, PRETRAINING, VGG);
    assertThat(directory().pretraining(Network.VGG_16).checkpointFile()).exists();
  }

  @Test
  void aPretrainingWithoutItsWeightsFindsThemInTheCache() throws Exception {
    run(ALEXNET_AND_VGG);
    loseWeights();
    Files.delete(directory().cell(ALEXNET_AND_VGG.cells().get(0)).resultFile());
    run(ALEXNET_AND_VGG);

    assertThat(launcher.launched()).containsExactly(PRETRAINING, VGG, ALEXNET, VGG);
    assertThat(directory().pretraining(Network.VGG_16).checkpointFile()).exists();
  }

  /** Leaves the pretraining as an import does: a result with its checksums, and no checkpoint. */
  private void loseWeights() throws IOException {
    CellDirectory pretraining = directory().pretraining(Network.VGG_16);
    pretraining.finish(pretraining.result().orElseThrow());
    Files.delete(pretraining.checkpointFile());
  }

  @Test
  void whatWasPretrainedOnceIsFoundInTheCache() throws Exception {
    run(ALEXNET_AND_VGG);
    RunRequest first = request(ALEXNET_AND_VGG);
    RunDirectory second = new RunDirectory(temporary.resolve("second"));
    MatrixOutcome outcome = run(in(second, first));

    assertThat(launcher.launched()).containsExactly(PRETRAINING, VGG, ALEXNET, VGG, ALEXNET);
    assertThat(outcome.failed()).isEmpty();
    CellDirectory copied = second.pretraining(Network.VGG_16);
    assertThat(copied.checkpointFile())
        .hasSameBinaryContentAs(directory().pretraining(Network.VGG_16).checkpointFile());
    assertThat(copied.metrics()).hasSize(1);
    assertThat(Path.of(copied.settings().orElseThrow().data().split()))
        .isEqualTo(second.pretrainingSplitFile());
    assertThat(second.pretrainingSplitFile())
        .hasSameBinaryContentAs(directory().pretrainingSplitFile());
    assertThat(recorder.lines()).contains("pretraining vgg-16 finished before");
  }

  @Test
  void whatIsDroppedLaterDoesNotPartPretrainings() throws Exception {
    run(ALEXNET_AND_VGG);
    RunRequest first = request(ALEXNET_AND_VGG, protocol(16, "vgg-16=block3"), 1, "1.0.0-M1.1");
    run(in(new RunDirectory(temporary.resolve("second")), first));

    assertThat(launcher.launched()).containsOnlyOnce(PRETRAINING);
  }

  @Test
  void otherPretrainingIsNotTakenFromTheCache() throws Exception {
    run(ALEXNET_AND_VGG);
    RunRequest other = request(ALEXNET_AND_VGG, protocol(8), 1, "1.0.0-M1.1");
    run(in(new RunDirectory(temporary.resolve("second")), other));

    assertThat(launcher.launched())
        .containsExactly(PRETRAINING, VGG, ALEXNET, PRETRAINING, VGG, ALEXNET);
  }

  @Test
  void pretrainingAloneLeavesItsWeightsInTheCache() throws Exception {
    List<Path> kept = new Pretrainer(launcher, recorder).run(request(ALEXNETS));

    assertThat(launcher.launched()).containsExactly(PRETRAINING);
    assertThat(kept).singleElement().satisfies(file -> assertThat(file).exists());
    assertThat(kept.get(0)).startsWith(temporary.resolve("cache").resolve("weights"));
    assertThat(directory().runFile()).doesNotExist();
    run(ALEXNET_AND_VGG);
    assertThat(launcher.launched()).containsExactly(PRETRAINING, VGG, ALEXNET);
  }

  @Test
  void pretrainingAloneThatFailsIsToldInALine() {
    launcher.exits(PRETRAINING, 67);
    assertThatThrownBy(() -> new Pretrainer(launcher, recorder).run(request(ALEXNETS)))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("pretraining vgg-16 failed: memory ran out (log: ")
        .hasMessageEndingWith("log.txt)")
        .satisfies(
            Helped.by(
                Remedy.LOWER_BATCH_SIZE, Remedy.LOWER_PARALLEL_CELLS, Remedy.RAISE_CELL_MEMORY));
  }

  @Test
  void aUsersWeightsTakeThePlaceOfPretraining() throws Exception {
    weights = Optional.of(new CellSettings.StartingWeights("vgg.h5", "a1", WeightsOrigin.KERAS));
    run(ALEXNET_AND_VGG);

    assertThat(launcher.launched()).containsExactly(VGG, ALEXNET);
    CellSettings vgg = cell(VGG).settings().orElseThrow();
    assertThat(vgg.weights()).isEqualTo(weights.get());
    assertThat(vgg.normalization()).isEqualTo(Normalization.IMAGENET_MEAN);
    CellSettings alexnet = cell(ALEXNET).settings().orElseThrow();
    assertThat(alexnet.weights()).isNull();
    assertThat(alexnet.normalization()).isEqualTo(Normalization.CENTRED);
  }

  @Test
  void otherWeightsInTheSameDirectoryAreRefused() throws Exception {
    weights = Optional.of(new CellSettings.StartingWeights("vgg.h5", "a1", WeightsOrigin.KERAS));
    run(ALEXNET_AND_VGG);
    weights = Optional.of(new CellSettings.StartingWeights("vgg.h5", "b2", WeightsOrigin.KERAS));
    assertThatThrownBy(() -> run(ALEXNET_AND_VGG))
        .isInstanceOf(SettingsConflictException.class)
        .hasMessageContaining(VGG + " weights.fingerprint: a1 there, b2 now");
  }

  private static RunRequest in(RunDirectory directory, RunRequest like) {
    return new RunRequest(
        directory,
        like.experiment(),
        like.inputs(),
        like.backend(),
        like.step(),
        like.parallelCells(),
        like.versions(),
        like.command());
  }

  @Test
  void aDirectoryInUseIsRefused() throws Exception {
    RunLock lock = RunLock.take(directory().path());
    try {
      assertThatThrownBy(() -> run(ALEXNETS)).hasMessageContaining("is in use by another run");
    } finally {
      lock.close();
    }
    assertThat(directory().runFile()).doesNotExist();
  }

  @Test
  void photosThatAreMissingLeaveNoTrace() {
    RunRequest drawn = request(ALEXNETS);
    Path photos = temporary.resolve("photos.zip");
    RunRequest request =
        new RunRequest(
            drawn.directory(),
            drawn.experiment(),
            new Inputs(
                Optional.of(photos),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                temporary.resolve("cache")),
            drawn.backend(),
            drawn.step(),
            1,
            drawn.versions(),
            drawn.command());
    assertThatThrownBy(() -> run(request))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(photos.toString());
    assertThat(directory().path()).doesNotExist();
  }

  @Test
  void anInterruptEndsTheCellsAndTheNextRunGoesOn() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    launcher.when(
        ALEXNET,
        cell -> {
          cell.append(new EpochMetrics(1, 1, 0.7, 0.5, 0.7, 0.5, 2, 100));
          running.countDown();
          Thread.sleep(Long.MAX_VALUE);
          return 0;
        });
    AtomicReference<Exception> thrown = new AtomicReference<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                run(ALEXNETS);
              } catch (Exception e) {
                thrown.set(e);
              }
            });
    thread.start();
    running.await();
    thread.interrupt();
    thread.join();
    assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
    assertThat(launcher.launched()).containsExactly(ALEXNET);
    assertThat(cell(ALEXNET).failureFile()).doesNotExist();

    launcher.when(ALEXNET, FakeLauncher::succeed);
    assertThat(run(ALEXNETS).finished()).isEqualTo(ALEXNETS.cells());
    assertThat(recorder.lines()).contains(ALEXNET + " starts at 1 of 2");
  }

  @Test
  void aFileThatCantBeWrittenStopsTheRun() throws Exception {
    launcher.when(
        ALEXNET,
        cell -> {
          Files.createDirectories(cell(ALEXNET_DROPOUT).settingsFile().resolve("in the way"));
          return FakeLauncher.succeed(cell);
        });
    assertThatThrownBy(() -> run(ALEXNETS)).isInstanceOf(IOException.class);
  }

  @Test
  void aHalfWrittenFileIsNoResult() throws Exception {
    Files.createDirectories(cell(ALEXNET).path());
    Files.writeString(
        cell(ALEXNET).path().resolve("result.json.6a4c1b2e-0d5f-4e3a-9b8c-7d6e5f4a3b2c.part"), "{");
    run(ALEXNETS);
    assertThat(launcher.launched()).contains(ALEXNET);
    assertThat(Json.read(cell(ALEXNET).resultFile(), CellResult.class).epochs()).isEqualTo(2);
  }

  @Test
  void aRunDirectoryWithLinksIsRefusedBeforeAnythingIsTouched() throws Exception {
    Path downloads = Files.createDirectories(temporary.resolve("downloads"));
    Path film =
        Files.createFile(downloads.resolve("film.6a4c1b2e-0d5f-4e3a-9b8c-7d6e5f4a3b2c.part"));
    Files.createDirectories(directory().path());
    Files.createSymbolicLink(directory().path().resolve("data"), downloads);
    assertThatThrownBy(() -> run(ALEXNETS))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("data is a link");
    assertThat(film).exists();
    assertThat(directory().path().resolve("run.lock")).doesNotExist();
    assertThat(launcher.launched()).isEmpty();
  }
}
