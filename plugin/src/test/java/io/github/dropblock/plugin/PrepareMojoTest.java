package io.github.dropblock.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dropblock.harness.images.SplitManifest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrepareMojoTest {
  @TempDir Path project;

  private Invocation<PrepareMojo> prepare() {
    return new Invocation<>(new PrepareMojo(new StubMachine(), new StubDownloads()), project)
        .with("profile", "smoke")
        .with("images", 34);
  }

  private Path split(String run) {
    return project.resolve("target/dropblock").resolve(run).resolve("data/split.csv");
  }

  @Test
  void saysWhatTrainsAndTestsAndWhereItIs() throws Exception {
    List<String> said = prepare().execute();

    assertThat(said)
        .contains("INFO Train    20 images: 10 cat, 10 dog")
        .contains("INFO Validate 8 images: 4 cat, 4 dog")
        .contains("INFO Test     6 images: 3 cat, 3 dog")
        .contains("INFO Left out 0")
        .anyMatch(line -> line.startsWith("INFO Split    " + split("smoke") + "; SHA-256 "))
        .anyMatch(
            line ->
                line.startsWith("INFO Pixels   " + project.resolve("home/.cache/dropblock"))
                    && line.contains(": 37 × 37 of each image"));
    assertThat(split("smoke")).isNotEmptyFile();
  }

  @Test
  void doesNothingTwice() throws Exception {
    assertThat(prepare().execute()).anyMatch(line -> line.contains("34 of 34"));

    assertThat(prepare().execute())
        .noneMatch(line -> line.contains("34 of 34"))
        .contains("INFO Train    20 images: 10 cat, 10 dog");
  }

  @Test
  void holdsImagesToASplitThatIsGiven() throws Exception {
    prepare().execute();

    assertThat(prepare().with("run", "again").with("split", split("smoke")).execute())
        .anyMatch(
            line ->
                line.startsWith("INFO Held     all 34 images to the SHA-256 in " + split("smoke")));
    assertThat(SplitManifest.read(split("again")).fingerprint())
        .isEqualTo(SplitManifest.read(split("smoke")).fingerprint());
  }

  @Test
  void imagesAreWhereTheUserSaysSoInTheProject() throws Exception {
    Files.createDirectories(project.resolve("photos/cat"));

    assertThat(prepare().with("data", "photos").failure()).contains("photos");
    assertThat(prepare().with("data", "elsewhere").failure())
        .startsWith("no such file or folder: " + project.resolve("elsewhere"))
        .contains("(-Ddropblock.data=");
  }

  @Test
  void whatIsPublishedIsFetchedBeforeAnythingIsDecoded() {
    Invocation<PrepareMojo> prepare = prepare().with("data", "cifar10");

    assertThat(prepare.failure()).startsWith("CIFAR10 can't be obtained");
    assertThat(prepare.said()).containsExactly("INFO fetching CIFAR10");
  }

  @Test
  void aRunWithALinkInItIsRefused() throws Exception {
    Path elsewhere = Files.createDirectories(project.resolve("elsewhere"));
    Path run = Files.createDirectories(project.resolve("target/dropblock/smoke"));
    Files.createSymbolicLink(run.resolve("data"), elsewhere);

    assertThat(prepare().failure()).contains(run.resolve("data").toString());
    assertThat(elsewhere).isEmptyDirectory();
  }
}
