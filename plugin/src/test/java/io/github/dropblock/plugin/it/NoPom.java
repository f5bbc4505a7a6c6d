package io.github.dropblock.plugin.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;

/** With its full coordinates the plugin runs in a folder that has no POM. */
public final class NoPom {
  private NoPom() {}

  public static void verify(File basedir) throws IOException {
    Scenario scenario = new Scenario(basedir);

    assertThat(basedir.toPath().resolve("pom.xml")).doesNotExist();
    scenario.assertFinished("alexnet-none-s1");
    scenario.assertReported();
    assertThat(scenario.run().run().orElseThrow().command())
        .contains(":reproduce -Ddropblock.")
        .contains("-Ddropblock.networks=alexnet")
        .contains("-Ddropblock.profile=smoke");
  }
}
