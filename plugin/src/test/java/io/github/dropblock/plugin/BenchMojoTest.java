package io.github.dropblock.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dropblock.harness.backend.Step;
import io.github.dropblock.harness.bench.Bench;
import io.github.dropblock.harness.bench.BenchResult;
import io.github.dropblock.harness.bench.ImagesMain;
import io.github.dropblock.harness.bench.NetworkSpeed;
import io.github.dropblock.harness.bench.StageSpeed;
import io.github.dropblock.harness.bench.StepSpeed;
import io.github.dropblock.harness.bench.StepsOrder;
import io.github.dropblock.harness.files.Json;
import io.github.dropblock.harness.fork.ForkOptions;
import io.github.dropblock.harness.rundir.CellDirectory;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The JVMs that measure are stubs; their orders and the tables are the harness's. */
@Timeout(120)
class BenchMojoTest {
  @TempDir Path project;

  private final StubDownloads downloads = new StubDownloads();
  private final StubLaunchers launchers =
      new StubLaunchers().when("images-32", this::stages).when("alexnet", this::steps);
  private final List<StepsOrder> ordered = new ArrayList<>();

  /** Photos with a dot each: drawing as many as the bench does by itself takes long. */
  @BeforeEach
  void photos() throws IOException {
    for (String kind : List.of("cat", "dog")) {
      Path folder = Files.createDirectories(project.resolve("photos").resolve(kind));
      for (int i = 0; i < 17; i++) {
        BufferedImage photo = new BufferedImage(40, 40, BufferedImage.TYPE_INT_RGB);
        photo.setRGB(i, kind.equals("cat") ? 0 : 1, 0xFFFFFF);
        ImageIO.write(photo, "png", folder.resolve(i + ".png").toFile());
      }
    }
  }

  private Invocation<BenchMojo> bench() {
    return new Invocation<>(new BenchMojo(new StubMachine(), downloads, launchers), project)
        .with("profile", "smoke")
        .with("data", "photos")
        .with("images", 34)
        .with("networks", "alexnet")
        .with("regularizers", "none,dropblock")
        .with("parallelCells", 1)
        .with("benchSizes", "32");
  }

  private int stages(CellDirectory folder) throws IOException {
    Json.write(
        StepsOrder.answer(folder.path()),
        Map.of("stages", List.of(new StageSpeed("augment from the cache", 32, 10, 100, 2))));
    return 0;
  }

  private int steps(CellDirectory folder) throws IOException {
    ordered.add(StepsOrder.read(folder.path()));
    Json.write(
        StepsOrder.answer(folder.path()),
        new NetworkSpeed(
            "CPU",
            0,
            List.of(
                new StepSpeed(
                    "alexnet", "none", "compiled", 32, 32, 5, 10, 20, null, null, null, null)),
            List.of()));
    return 0;
  }

  private BenchResult result() throws IOException {
    return Json.read(project.resolve("target/dropblock/bench/bench.json"), BenchResult.class);
  }

  @Test
  void saysWhatIsMeasuredThenTheTablesThenWhereTheyAre() throws Exception {
    List<String> said = bench().execute();

    assertThat(said)
        .startsWith(
            "INFO measuring the images' way at 32 pixels", "INFO measuring the steps of AlexNet")
        .anyMatch(line -> line.startsWith("INFO | augment from the cache "))
        .anyMatch(line -> line.startsWith("INFO | alexnet "))
        .last()
        .isEqualTo(
            "INFO Results: " + project.resolve("target/dropblock/bench").resolve("bench.json"));
    assertThat(result().networks()).hasSize(1);
  }

  @Test
  void imagesAndStepsAreMeasuredInJvmsOfTheirOwn() throws Exception {
    bench().execute();

    assertThat(launchers.mainClasses).containsExactly(ImagesMain.class.getName(), Bench.STEPS);
    assertThat(launchers.launched).containsExactly("images-32", "alexnet");
    ForkOptions images = launchers.forks.get(0);
    ForkOptions steps = launchers.forks.get(1);
    assertThat(images).as("without arrays outside the heap").isEqualTo(steps.allHeap());
  }

  @Test
  void imagesAreMeasuredAtEachSize() throws Exception {
    launchers.when("images-48", this::stages);
    bench().with("benchSizes", "32, 48").execute();

    assertThat(launchers.launched).containsExactly("images-32", "images-48", "alexnet");
  }

  @Test
  void stepsCanBeMeasuredAlone() throws Exception {
    List<String> said = bench().with("benchSizes", "none").execute();

    assertThat(launchers.launched).containsExactly("alexnet");
    assertThat(said)
        .noneMatch(line -> line.contains("| stage "))
        .anyMatch(line -> line.startsWith("INFO | alexnet "));
    assertThat(result().stages()).isEmpty();
  }

  @Test
  void whatIsNoSizeIsTold() {
    assertThatThrownBy(() -> bench().with("benchSizes", "32,none").execute())
        .hasMessage(
            "'none' is no size in pixels; -Ddropblock.benchSizes takes sizes, or none on its own for training steps alone");
  }

  /** They are in memory at the same time. */
  @Test
  void theStepsJvmHasMemoryForEachRegularizerUnderEachKindOfStep() throws Exception {
    bench().with("step", "dl4j").with("cellMemory", "2g").execute();
    bench().with("cellMemory", "2g").execute();

    ForkOptions ofOneKind = launchers.forks.get(1);
    ForkOptions ofTwo = launchers.forks.get(3);
    assertThat(ofOneKind.heapBytes() + ofOneKind.nativeBytes()).isEqualTo(2 * (2L << 30));
    assertThat(ofTwo.heapBytes() + ofTwo.nativeBytes()).isEqualTo(4 * (2L << 30));
  }

  @Test
  void dl4jsStepTakesTurnsWithTheCompiledOneUnlessAStepIsNamed() throws Exception {
    bench().execute();
    bench().with("step", "compiled").execute();

    assertThat(ordered.get(0).steps())
        .extracting(Step::kind)
        .containsExactly(Step.StepKind.COMPILED, Step.StepKind.DL4J);
    assertThat(ordered.get(1).steps())
        .extracting(Step::kind)
        .containsExactly(Step.StepKind.COMPILED);
  }

  @Test
  void peersAndSecondsAreHandedOn() throws Exception {
    bench().with("benchPeer", "python3,other").with("benchSeconds", 0.5).execute();

    assertThat(ordered.get(0).peers()).containsExactly("python3", "other");
    assertThat(ordered.get(0).seconds()).isEqualTo(0.5);
  }

  @Test
  void aJvmThatFailsFailsTheBuild() {
    launchers.when("alexnet", folder -> 67);

    assertThat(bench().failure()).startsWith("the steps of AlexNet could not be measured: ");
  }

  @Test
  void nothingIsMeasuredForNoTime() {
    assertThat(bench().with("benchSeconds", 0).failure())
        .isEqualTo("seconds to measure are 0.0; they must be above 0");
    assertThat(launchers.launched).isEmpty();
  }
}
