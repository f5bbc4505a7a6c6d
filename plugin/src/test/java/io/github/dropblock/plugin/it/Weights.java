package io.github.dropblock.plugin.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.rundir.CellDirectory;
import io.github.dropblock.harness.rundir.RunDirectory;
import io.github.dropblock.harness.rundir.WeightsOrigin;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** VGG-16 starts from what was pretrained for an earlier run, and from a file in Keras' layout. */
public final class Weights {
  private static final String FIXTURE =
      "harness/src/test/resources/io/github/dropblock/harness/network/keras-1.h5";

  private Weights() {}

  public static void prepare(File basedir) throws IOException {
    Path repository = basedir.toPath().resolve("../../../..").normalize();
    Files.copy(repository.resolve(FIXTURE), basedir.toPath().resolve("narrow.h5"));
  }

  public static void verify(File basedir) throws IOException {
    Path runs = Path.of(basedir.getPath(), "target", "dropblock");
    RunDirectory alone = new RunDirectory(runs.resolve("alone"));
    RunDirectory cached = new RunDirectory(runs.resolve("cached"));

    assertThat(new Scenario(basedir).log())
        .containsOnlyOnce("pretraining vgg-16  starts")
        .containsOnlyOnce("pretraining vgg-16  was finished before");
    assertThat(cached.pretraining(Network.VGG_16).checkpointFile())
        .hasSameBinaryContentAs(alone.pretraining(Network.VGG_16).checkpointFile());
    assertStartedFrom(WeightsOrigin.PRETRAINED, cached);
    assertStartedFrom(WeightsOrigin.KERAS, new RunDirectory(runs.resolve("keras")));
  }

  private static void assertStartedFrom(WeightsOrigin origin, RunDirectory run) throws IOException {
    CellDirectory cell = new CellDirectory(run.path().resolve("cells").resolve("vgg-16-none-s1"));
    assertThat(cell.result()).as("result in %s", run.path()).isPresent();
    assertThat(cell.settings().orElseThrow().weights().origin()).isEqualTo(origin);
  }
}
