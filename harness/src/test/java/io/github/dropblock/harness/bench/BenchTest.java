package io.github.dropblock.harness.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dropblock.harness.backend.Backend;
import io.github.dropblock.harness.backend.Step;
import io.github.dropblock.harness.experiment.Matrix;
import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Profile;
import io.github.dropblock.harness.experiment.Regularizer;
import io.github.dropblock.harness.files.Json;
import io.github.dropblock.harness.remedy.Helped;
import io.github.dropblock.harness.remedy.Remedy;
import io.github.dropblock.harness.rundir.CellDirectory;
import io.github.dropblock.harness.rundir.ExitCode;
import io.github.dropblock.harness.schedule.CellLauncher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchTest {
  private static final Matrix MATRIX =
      new Matrix(
          List.of(Network.ALEXNET, Network.RESNET_34),
          List.of(Regularizer.NONE, Regularizer.DROPBLOCK),
          List.of(1L));

  @TempDir static Path drawn;
  @TempDir Path folder;

  private final List<String> said = new ArrayList<>();

  @BeforeAll
  static void drawPhotos() throws IOException {
    DrawnPhotos.write(drawn.resolve("some photos"), 34);
  }

  @Test
  void everyStageIsMeasuredForEverySize() throws Exception {
    run(BenchTest::measured, 16, 24);

    BenchResult result = Json.read(folder.resolve("out").resolve("bench.json"), BenchResult.class);
    assertThat(result.stages())
        .extracting(StageSpeed::stage)
        .containsExactly(
            "decode",
            "decode into the cache",
            "augment from the cache",
            "decode and augment",
            "decode",
            "decode into the cache",
            "augment from the cache",
            "decode and augment");
    assertThat(result.stages())
        .extracting(StageSpeed::imageSize)
        .containsExactly(16, 16, 16, 16, 24, 24, 24, 24);
    assertThat(result.stages()).allMatch(stage -> stage.images() >= 20 && stage.imagesPerS() > 0);
    assertThat(result.photos()).isEqualTo("some photos");
  }

  @Test
  void whatWasDecodedForMeasuringIsDeletedButForTheStepsImages() throws Exception {
    run(BenchTest::measured, 16, 64);

    Path out = folder.resolve("out");
    assertThat(out.resolve("images-16").resolve("cache")).isEmptyDirectory();
    assertThat(out.resolve("images-64").resolve("cache")).isEmptyDirectory();
    try (var files = Files.list(out.resolve("cache"))) {
      assertThat(files).singleElement().asString().contains("-37px");
    }
  }

  @Test
  void eachNetworksStepsAreMeasuredInAJvmOfTheirOwn() throws Exception {
    List<String> table = run(BenchTest::measured);

    assertThat(table)
        .contains(
            "| alexnet   | none              | dl4j           |     64.0 |   500.0 |  498.0 |"
                + "           |           |        |           |",
            "| resnet-34 | none              | dl4j           |     64.0 |   500.0 |  498.0 |"
                + "           |           |        |           |");
    assertThat(said)
        .containsExactly("measuring the steps of AlexNet", "measuring the steps of ResNet-34");
    assertThat(folder.resolve("out").resolve("bench.md")).content().contains(table);
  }

  @Test
  void aJvmThatFailsIsNamedWithItsLog() {
    assertThatThrownBy(() -> run(cell -> ExitCode.OUT_OF_MEMORY.code()))
        .hasMessage(
            "the steps of AlexNet could not be measured: memory ran out (log: %s)"
                .formatted(folder.resolve("out").resolve("alexnet").resolve("log.txt")))
        .satisfies(
            Helped.by(
                Remedy.LOWER_BATCH_SIZE, Remedy.LOWER_PARALLEL_CELLS, Remedy.RAISE_CELL_MEMORY));
  }

  @Test
  void secondsAndSizesThatMakeNoSenseAreRefused() {
    assertThatThrownBy(() -> request(0))
        .hasMessage("seconds to measure are 0.0; they must be above 0");
    assertThatThrownBy(() -> request(1, 0))
        .hasMessage("a size to measure is 0 pixels; it must be 1 or more");
  }

  @Test
  void aJvmThatCannotMeasureImagesIsNamedToo() {
    Bench bench = new Bench(cell -> ExitCode.BAD_DATA.code(), BenchTest::measured, said::add);

    assertThatThrownBy(() -> bench.run(request(0.05, 16)))
        .hasMessage(
            "the images' way at 16 pixels could not be measured: the images can't be read (log: %s)"
                .formatted(folder.resolve("out").resolve("images-16").resolve("log.txt")))
        .satisfies(Helped.by(Remedy.CHECK_DATA_AND_CACHE));
  }

  private static int measured(CellDirectory cell) throws IOException {
    assertThat(cell.settings()).isPresent();
    StepsOrder order = StepsOrder.read(cell.path());
    assertThat(order.regularizers()).isEqualTo(MATRIX.regularizers());
    String network = cell.settings().orElseThrow().cell().network().id();
    Json.write(
        StepsOrder.answer(cell.path()),
        new NetworkSpeed(
            "ND4J",
            0.01,
            List.of(
                new StepSpeed(
                    network, "none", "dl4j", 32, 32, 9, 500, 498, null, null, null, null)),
            List.of()));
    return ExitCode.DONE.code();
  }

  /**
   * @param steps stands in for the JVMs that measure steps; those that measure images, which need
   *     no DL4J, do it here
   */
  private List<String> run(CellLauncher steps, int... sizes) throws Exception {
    return new Bench(BenchTest::images, steps, said::add).run(request(0.05, sizes));
  }

  private static int images(CellDirectory directory) throws IOException {
    ImagesMain.measure(directory.path());
    return ExitCode.DONE.code();
  }

  private BenchRequest request(double seconds, int... sizes) {
    return new BenchRequest(
        folder.resolve("out"),
        folder.resolve("cache"),
        Optional.of(drawn.resolve("some photos")),
        MATRIX,
        Profile.SMOKE.protocol(),
        Arrays.stream(sizes).boxed().toList(),
        seconds,
        2,
        List.of(new Step(Step.StepKind.DL4J, Step.Instructions.AVX2, 1)),
        List.of(),
        Backend.CPU,
        "1.0.0-M1.1");
  }
}
