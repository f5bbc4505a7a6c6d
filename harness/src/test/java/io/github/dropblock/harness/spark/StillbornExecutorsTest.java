package io.github.dropblock.harness.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.junit.jupiter.api.Test;

class StillbornExecutorsTest {
  private static final Desertion DESERTION =
      new Desertion(new ScheduledThreadPoolExecutor(1), Duration.ofHours(1), () -> {});

  private static final String CLIENT =
      "26/11/26 14:24:37 INFO StandaloneAppClient$ClientEndpoint: ";
  private static final String ADDED =
      CLIENT
          + "Executor added: app-1/7 on worker-20261126-192.0.2.2-45979 (192.0.2.2:45979) with 1 core(s)\n";
  private static final String EXITED =
      CLIENT + "Executor updated: app-1/7 is now EXITED (Command exited with code 1)\n";

  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private final List<String> notices = new ArrayList<>();
  private final List<String> ends = new ArrayList<>();

  private void logged(StillbornExecutors.EndListener listener, String... lines) {
    PrintStream out = new PrintStream(new StillbornExecutors(log, listener), true);
    for (String line : lines) {
      out.print(line);
    }
  }

  @Test
  void anExecutorThatEndsIsNamedWithItsHostAndWhereItsLogIs() {
    logged(
        (executor, host, reason, where) ->
            ends.add(String.join("|", executor, host, reason, where)),
        ADDED,
        CLIENT + "Executor updated: app-1/7 is now RUNNING\n",
        EXITED);

    assertThat(ends).containsExactly("7|192.0.2.2|Command exited with code 1|work/app-1/7/stderr");
  }

  @Test
  void theLogGoesOnAsItIs() {
    logged((executor, host, reason, where) -> {}, "Größe\n", ADDED, "half a line");

    assertThat(log.toString(StandardCharsets.UTF_8)).isEqualTo("Größe\n" + ADDED + "half a line");
  }

  @Test
  void aNodeThatStartsNoExecutorIsToldOnceHoweverOftenTheMasterTries() {
    Executors executors = new Executors(notices::add, DESERTION);
    logged(executors, ADDED, EXITED, ADDED.replace("/7", "/8"), EXITED.replace("/7", "/8"));

    assertThat(notices)
        .singleElement()
        .asString()
        .startsWith("Cluster: 192.0.2.2 can't start an executor (Command exited with code 1); ")
        .contains("work/app-1/7/stderr", "Java 17 or newer (JAVA_HOME)")
        .endsWith("; the run goes on without it");
    assertThat(executors.stillborn()).hasValueSatisfying(said -> assertThat(said).contains("/8/"));
  }

  @Test
  void oneThatFailedToBeLaunchedAtAllIsToldToo() {
    logged(
        new Executors(notices::add, DESERTION),
        ADDED,
        CLIENT
            + "Executor updated: app-1/7 is now FAILED (java.io.IOException: error=2, No such file)\n");

    assertThat(notices)
        .singleElement()
        .asString()
        .contains("(java.io.IOException: error=2, No such file)");
  }
}
