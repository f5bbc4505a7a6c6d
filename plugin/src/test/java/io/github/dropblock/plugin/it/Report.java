package io.github.dropblock.plugin.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;

/** The report can be written again without training anything, by templates of the user's. */
public final class Report {
  private Report() {}

  public static void verify(File basedir) throws IOException {
    Scenario scenario = new Scenario(basedir);

    scenario.assertFinished("alexnet-dropout-dropblock-s1");
    scenario.assertReported();
    assertThat(scenario.log().split("Report: ", -1)).as("two reports").hasSize(3);
    assertThat(scenario.log()).containsOnlyOnce(" starts, ");
    assertThat(scenario.run().report().resolve("index.html"))
        .content()
        .contains("Run smoke, with a banner of our own.")
        .contains("<code>conv3</code>", "with mask", "src=\"data:image/png;base64,");
  }
}
