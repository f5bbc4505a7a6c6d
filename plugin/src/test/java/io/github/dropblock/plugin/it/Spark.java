package io.github.dropblock.plugin.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dropblock.harness.rundir.CellDirectory;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A cell comes to the same bits on a cluster as on this machine, and Spark comes when asked for.
 */
public final class Spark {
  private static final String CELL = "alexnet-dropout-dropblock-s1";

  private Spark() {}

  public static void verify(File basedir) throws IOException {
    Path runs = basedir.toPath().resolve("target/dropblock");
    CellDirectory here = new CellDirectory(runs.resolve("here/cells").resolve(CELL));
    CellDirectory there = new CellDirectory(runs.resolve("there/cells").resolve(CELL));

    assertThat(CellContents.of(there)).isEqualTo(CellContents.of(here));
    assertThat(there.logFile()).content().contains("==== attempt at").contains(", executor 0");
    assertThat(runs.resolve("there/report/index.html")).isNotEmptyFile();
    String log = new Scenario(basedir).log();
    assertThat(log.substring(0, log.indexOf("BUILD SUCCESS"))).doesNotContain("org/apache/spark");
    new Secret("hush-hush").assertNowhereIn(runs);
    assertThat(runs.resolve("there/cluster/driver.args"))
        .content()
        .contains("spark-core_2.13-4.2.0.jar")
        .doesNotContain("rocksdbjni", "icu4j", "zookeeper");
    assertThat(runs.resolve("there/cluster/driver.log"))
        .content()
        .contains("authentication enabled", "Successfully created connection to /127.0.0.1:")
        .doesNotContain("authentication disabled");
  }
}
