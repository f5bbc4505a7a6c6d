package io.github.dropblock.plugin.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;

/** Other settings in the same run directory are refused with what differs. */
public final class SettingsConflict {
  private SettingsConflict() {}

  public static void verify(File basedir) throws IOException {
    Scenario scenario = new Scenario(basedir);

    scenario.assertFinished("alexnet-dropout-dropblock-s1");
    assertThat(scenario.errors())
        .anySatisfy(
            line ->
                assertThat(line)
                    .contains("batchSize: 32 there, 64 now")
                    .contains("-Ddropblock.run=NAME"));
    assertThat(scenario.run().run().orElseThrow().protocol().batchSize()).isEqualTo(32);
  }
}
