package io.github.dropblock.harness.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.dropblock.harness.backend.Step;
import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Optimizer;
import io.github.dropblock.harness.experiment.Phase;
import io.github.dropblock.harness.experiment.Regularizer;
import io.github.dropblock.harness.files.Json;
import io.github.dropblock.harness.files.SmallDisk;
import io.github.dropblock.harness.fork.ForkOptions;
import io.github.dropblock.harness.fork.ForkedJvm;
import io.github.dropblock.harness.remedy.Remedy;
import io.github.dropblock.harness.rundir.CellDirectory;
import io.github.dropblock.harness.rundir.CellFailure;
import io.github.dropblock.harness.rundir.ExitCode;
import io.github.dropblock.harness.rundir.Prediction;
import io.github.dropblock.harness.rundir.RunLock;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a training does when what it stands on gives way. */
class FaultTest {
  /** As cells are trained by default. */
  private static final Step COMPILED = new Step(Step.StepKind.COMPILED, Step.Instructions.ANY, 1);

  private static final Phase[] PHASES = {
    new Phase(Optimizer.ADADELTA, 1, 1), new Phase(Optimizer.ADAMAX, 0.002, 1)
  };
  private static final int FLIPS = Integer.getInteger("chaos.flips", 20);
  private static final long MIB = 1L << 20;

  @TempDir static Path images;
  @TempDir Path folder;

  private TestCell cell;

  @BeforeEach
  void folder() throws IOException {
    cell = new TestCell(images, folder.resolve("cell"), COMPILED);
  }

  private static ExitCode train(TestCell cell) throws IOException {
    return cell.train(Network.ALEXNET, Regularizer.DROPOUT, 1, PHASES);
  }

  private static List<Prediction> undisturbed() throws IOException {
    TestCell whole = new TestCell(images, images.resolve("undisturbed"), COMPILED);
    if (!whole.directory().done()) {
      assertThat(train(whole)).isEqualTo(ExitCode.DONE);
    }
    return whole.directory().predictions();
  }

  private CellFailure failure() throws IOException {
    return cell.directory().failure().orElseThrow();
  }

  @Test
  void aFullDiskEndsTheTrainingAndWithRoomItGoesOn() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), 300)) {
      cell = new TestCell(images, disk.folder().resolve("cell"), COMPILED);
      assertThat(train(cell)).isEqualTo(ExitCode.NO_SPACE);
      assertThat(cell.directory().checkpointFile()).doesNotExist();
      assertThat(disk.folder()).isDirectoryNotContaining("glob:**.part");

      disk.remount("size=10m");
      assertThat(train(cell)).isEqualTo(ExitCode.DONE);
      assertThat(cell.directory().predictions()).isEqualTo(undisturbed());
    }
  }

  @Test
  void aDiskThatBecomesReadOnlyIsToldInALine() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), 10_000)) {
      cell = new TestCell(images, disk.folder().resolve("cell"), COMPILED);
      Json.write(
          cell.directory().settingsFile(),
          cell.settings(Network.ALEXNET, Regularizer.DROPOUT, 1, PHASES));
      disk.remount("ro");
      assertThat(CellMain.train(cell.directory())).isEqualTo(ExitCode.NO_SPACE);
      disk.remount("rw");
      assertThat(CellMain.train(cell.directory())).isEqualTo(ExitCode.DONE);
    }
  }

  @Test
  void noAlteredCheckpointIsTakenForAWholeOne() throws IOException {
    List<Prediction> expected = undisturbed();
    CellDirectory whole = new CellDirectory(images.resolve("undisturbed"));
    Random random = new Random(1);
    byte[] checkpoint = Files.readAllBytes(whole.checkpointFile());
    int refused = 0;
    for (int i = 0; i < FLIPS; i++) {
      TestCell hurt = new TestCell(images, folder.resolve("hurt-" + i), COMPILED);
      Files.copy(whole.metricsFile(), hurt.directory().metricsFile());
      Files.write(hurt.directory().checkpointFile(), altered(checkpoint, random));
      ExitCode code = train(hurt);
      if (code == ExitCode.BAD_SETTINGS) {
        refused++;
        assertThat(hurt.directory().failure().orElseThrow().reason())
            .contains(hurt.directory().checkpointFile() + " is damaged")
            .endsWith("delete it and run again");
      } else {
        // A bit of the zip's that means nothing, such as a date.
        assertThat(code).isEqualTo(ExitCode.DONE);
        assertThat(hurt.directory().predictions()).isEqualTo(expected);
      }
    }
    assertThat(refused).isPositive();
  }

  /** Cut short, or with some bytes changed. */
  private static byte[] altered(byte[] content, Random random) {
    if (random.nextInt(4) == 0) {
      return Arrays.copyOf(content, random.nextInt(content.length));
    }
    byte[] changed = content.clone();
    for (int i = 0; i <= random.nextInt(3); i++) {
      changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return changed;
  }

  @Test
  void aDamagedManifestOrCacheIsToldApartFromDamagedSettings() throws IOException {
    TestCell apart =
        new TestCell(Files.createDirectories(folder.resolve("images")), folder, COMPILED);
    Json.write(
        apart.directory().settingsFile(),
        apart.settings(Network.ALEXNET, Regularizer.NONE, 1, PHASES));
    Path pixels = Path.of(apart.directory().settings().orElseThrow().data().pixels());
    flipLastByte(pixels);
    assertThat(CellMain.train(apart.directory())).isEqualTo(ExitCode.BAD_DATA);
    assertThat(apart.directory().failure().orElseThrow().reason())
        .contains(pixels + " has changed since it was written; delete it and run again");

    Path split = Path.of(apart.directory().settings().orElseThrow().data().split());
    Files.writeString(split, Files.readString(split).replaceFirst("TRAIN|train", "TEST"));
    assertThat(CellMain.train(apart.directory())).isEqualTo(ExitCode.BAD_DATA);
  }

  private static void flipLastByte(Path file) throws IOException {
    byte[] content = Files.readAllBytes(file);
    content[content.length - 1] ^= 1;
    Files.write(file, content, StandardOpenOption.TRUNCATE_EXISTING);
  }

  @Test
  void aDivergedTrainingNamesEpochAndLearningRate() throws IOException {
    assertThat(
            cell.train(Network.ALEXNET, Regularizer.NONE, 1, new Phase(Optimizer.ADAMAX, 1e30, 2)))
        .isEqualTo(ExitCode.DIVERGED);
    assertThat(failure().reason())
        .matches("the training loss became \\S+ in epoch [12] at learning rate 1.0E30");
    assertThat(failure().remedies()).containsExactly(Remedy.LOWER_LEARNING_RATE);
  }

  @Test
  void twoProcessesNeverTrainACell() throws Exception {
    Json.write(
        cell.directory().settingsFile(),
        cell.settings(Network.ALEXNET, Regularizer.DROPOUT, 1, PHASES));
    RunLock held = RunLock.tryTake(cell.directory().path()).orElseThrow();
    Thread release =
        new Thread(
            () -> {
              try {
                Thread.sleep(500);
                assertThat(cell.directory().metricsFile()).doesNotExist();
                held.close();
              } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    release.start();
    assertThat(CellMain.train(cell.directory())).isEqualTo(ExitCode.DONE);
  }

  @Test
  void tooLittleNativeMemorySuggestsABatchThatFits() throws Exception {
    assumeThat(System.getProperty("os.arch")).isEqualTo("amd64");
    Json.write(
        cell.directory().settingsFile(),
        cell.settings(Network.VGG_16, Regularizer.DROPOUT, 1, 1, PHASES));
    // Enough to load the libraries, which crash where even that fails, and not for full channels.
    int status = launcher("-Dorg.bytedeco.javacpp.maxphysicalbytes=300m").launch(cell.directory());
    assertThat(ExitCode.of(status)).as(() -> log()).isEqualTo(ExitCode.OUT_OF_MEMORY);
    assertThat(failure().reason())
        .isEqualTo("memory ran out at batch size 8, and by estimate batch size 1 fits");
    assertThat(failure().remedies())
        .containsExactly(Remedy.LOWER_BATCH_SIZE, Remedy.RAISE_CELL_MEMORY);
  }

  private String log() {
    try {
      return Files.readString(cell.directory().logFile());
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static ForkedJvm launcher(String jvmArgument) {
    List<Path> classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(Path::of)
            .toList();
    return new ForkedJvm(new ForkOptions(classPath, 1, 256 * MIB, 64 * MIB, List.of(jvmArgument)));
  }
}
