package io.github.dropblock.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dropblock.harness.backend.ComputeCapability;
import io.github.dropblock.harness.backend.Gpu;
import io.github.dropblock.plugin.host.HostResources;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorMojoTest {
  private static final Gpu AMPERE =
      new Gpu(0, "GPU-1", "A10", "580.1", new ComputeCapability(8, 6), 24L << 30, 23L << 30);

  @TempDir Path project;

  private final StubMachine machine = new StubMachine();
  private final StubDownloads downloads = new StubDownloads();

  private Invocation<DoctorMojo> doctor() {
    return new Invocation<>(new DoctorMojo(machine, downloads), project);
  }

  /** The heads of lines that have one. */
  private static List<String> heads(List<String> said) {
    return said.stream()
        .map(line -> line.substring("INFO ".length()))
        .filter(line -> !line.startsWith(" "))
        .map(line -> line.split(" ")[0])
        .toList();
  }

  @Test
  void saysWhatThereIsAndThenWhatWouldBeRun() throws Exception {
    List<String> said = doctor().execute();

    assertThat(heads(said))
        .containsExactly(
            "GPU", "Java", "Maven", "System", "Run", "Cells", "Data", "Power", "Weights", "Backend",
            "Steps", "Machine", "Cache", "Natives");
    assertThat(said)
        .contains("INFO GPU      none: no driver; install it", "INFO Maven    3.8.1")
        .anyMatch(
            line ->
                line.startsWith("INFO System   ") && line.endsWith("4 cores, 8.0 GiB of memory"))
        .contains("INFO          are in the local repository already")
        .contains("INFO          is made when a run starts");
  }

  @Test
  void beginsNothing() throws Exception {
    doctor().execute();

    assertThat(downloads.asked).isEmpty();
    assertThat(project).isEmptyDirectory();
  }

  /** It would approve of what {@code reproduce} refuses. */
  @Test
  void refusesALimitThatNoEpochKeeps() {
    assertThat(doctor().with("epochTimeout", 0).failure())
        .isEqualTo("an epoch's limit must be above 0 (-Ddropblock.epochTimeout=0)");
  }

  @Test
  void saysWhatIsStillToBeDownloaded() throws Exception {
    downloads.empty = true;

    assertThat(doctor().execute())
        .last()
        .asString()
        .startsWith("INFO          still to be downloaded, once: org.nd4j:nd4j-native:");
  }

  @Test
  void tellsOfACacheThatIsThere() throws Exception {
    Files.createDirectories(project.resolve("home/.cache/dropblock"));

    assertThat(doctor().execute()).contains("INFO          holds what was decoded before");
  }

  @Test
  void aContainersLimitIsToldFromTheMachinesMemory() throws Exception {
    machine.resources = new HostResources(4, 6L << 30);

    assertThat(doctor().execute())
        .anyMatch(line -> line.endsWith("(a control group) on a machine of 8.0 GiB"));
  }

  @Test
  void warnsAtTheEnd() throws Exception {
    machine.resources = new HostResources(4, 512L << 20);

    assertThat(doctor().execute())
        .last()
        .asString()
        .startsWith("WARN cells at a time: 1, each of up to ");
  }

  @Test
  void aGpuIsToldOfEvenIfTheCpuComputes() throws Exception {
    machine.with(AMPERE);

    assertThat(doctor().execute())
        .startsWith(
            "INFO GPU      0: A10, compute capability 8.6, driver 580.1, 23.0 GiB of 24.0 GiB free")
        .anyMatch(line -> line.startsWith("INFO Backend  cpu: "));
  }

  /** What there is of GPUs says why. */
  @Test
  void whyAGpuCannotBeUsedComesAfterWhatThereIs() {
    Invocation<DoctorMojo> doctor = doctor().with("backend", "cuda");

    assertThat(doctor.failure()).isEqualTo("no driver; install it (-Ddropblock.backend=cuda)");
    assertThat(doctor.said()).containsExactly("INFO GPU      none: no driver; install it");
  }

  @Test
  void whatCompiledStepsOnAGpuWantIsToldWhereTheyAreAskedFor() throws Exception {
    machine.with(AMPERE);
    downloads.empty = true;

    assertThat(doctor().with("backend", "cuda").with("step", "compiled").execute())
        .anyMatch(
            line ->
                line.startsWith("INFO CUDA     12.6 with cuDNN 9.5 from Maven Central, downloaded"))
        .anyMatch(line -> line.endsWith("-Ddropblock.backend=cuda -Ddropblock.step=compiled"));
  }

  @Test
  void aClusterStandsInTheMachinesPlace() throws Exception {
    assertThat(heads(doctor().with("spark", "spark://host:7077").execute()))
        .contains("Cluster")
        .doesNotContain("Machine");
  }
}
