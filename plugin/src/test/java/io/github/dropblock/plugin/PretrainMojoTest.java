package io.github.dropblock.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class PretrainMojoTest {
  private static final String VGG = "vgg-16";

  @TempDir Path project;

  private final StubDownloads downloads = new StubDownloads();
  private final StubLaunchers launchers = new StubLaunchers();

  private Invocation<PretrainMojo> pretrain() {
    return new Invocation<>(new PretrainMojo(new StubMachine(), downloads, launchers), project)
        .with("profile", "smoke")
        .with("pretrainingImages", 34);
  }

  @Test
  void saysWhereTheWeightsAreInTheCache() throws Exception {
    String last = pretrain().execute().stream().reduce((before, line) -> line).orElseThrow();

    assertThat(launchers.launched).containsExactly(VGG);
    assertThat(last)
        .startsWith("INFO Weights: " + project.resolve("home/.cache/dropblock/weights"));
    assertThat(Path.of(last.substring("INFO Weights: ".length()))).isNotEmptyFile();
  }

  @Test
  void weightsThatAreThereAreNotLearntAgain() throws Exception {
    pretrain().execute();
    launchers.launched.clear();

    assertThat(pretrain().with("run", "second").execute())
        .last()
        .asString()
        .startsWith("INFO Weights: ");
    assertThat(launchers.launched).isEmpty();
  }

  @Test
  void aTrainingThatFailsFailsTheBuild() {
    launchers.when(VGG, cell -> 67);

    assertThat(pretrain().failure()).contains(" failed: ", "(log: ");
  }

  @Test
  void aClusterTrainsWhereOneIsNamed() throws Exception {
    pretrain().with("spark", "spark://host:7077").execute();

    assertThat(launchers.launched).containsExactly(VGG + " on spark://host:7077");
  }

  @Test
  void whatIsPublishedIsFetchedFirst() {
    assertThat(pretrain().with("pretrainingData", "cifar10-npm").failure())
        .startsWith("CIFAR10_NPM can't be had");
    assertThat(launchers.launched).isEmpty();
  }
}
