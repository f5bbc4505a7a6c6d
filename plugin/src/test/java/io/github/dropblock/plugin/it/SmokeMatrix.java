package io.github.dropblock.plugin.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;

/** The paper's nine cells run once for a build of two modules, and only for this platform. */
public final class SmokeMatrix {
  private SmokeMatrix() {}

  public static void verify(File basedir) throws IOException {
    Scenario scenario = new Scenario(basedir);

    scenario.assertFinished(
        "alexnet-none-s1",
        "alexnet-dropout-s1",
        "alexnet-dropout-dropblock-s1",
        "resnet-34-none-s1",
        "resnet-34-dropout-s1",
        "resnet-34-dropout-dropblock-s1",
        "vgg-16-none-s1",
        "vgg-16-dropout-s1",
        "vgg-16-dropout-dropblock-s1");
    scenario.assertReported();
    assertThat(scenario.run().run().orElseThrow().command())
        .as("a command with what the POM sets")
        .contains(" -Ddropblock.profile=smoke")
        .doesNotContain("-Ddropblock.networks");
    assertThat(scenario.log()).containsOnlyOnce("Cells    9: ");
    assertThat(scenario.cell("vgg-16-dropout-dropblock-s1").result().orElseThrow().drops())
        .as("places of DropBlock")
        .isNotEmpty();
    assertThat(scenario.log()).as("what Maven downloaded").doesNotContain("cuda");
  }
}
