package io.github.dropblock.plugin.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.dropblock.harness.bench.BenchResult;
import io.github.dropblock.harness.bench.StepSpeed;
import io.github.dropblock.harness.files.Json;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;

/** The bench draws photos of its own, and times stages and steps. */
public final class Bench {
  private Bench() {}

  public static void verify(File basedir) throws IOException {
    Path folder = basedir.toPath().resolve("target/dropblock/bench");
    BenchResult result = Json.read(folder.resolve("bench.json"), BenchResult.class);
    assertThat(result.stages()).hasSize(4).allMatch(stage -> stage.imagesPerS() > 0);
    assertThat(result.networks()).hasSize(1);
    assertThat(result.networks().get(0).steps())
        .extracting(StepSpeed::step, StepSpeed::regularizer)
        .containsExactly(
            tuple("compiled", "none"),
            tuple("compiled", "dropblock"),
            tuple("dl4j", "none"),
            tuple("dl4j", "dropblock"));
    assertThat(new Scenario(basedir).log())
        .contains("| augment from the cache ", "| alexnet   | dropblock ");
  }
}
