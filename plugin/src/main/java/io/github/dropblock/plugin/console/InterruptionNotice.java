package io.github.dropblock.plugin.console;

import org.apache.maven.plugin.logging.Log;

/**
 * While open, says what to do next when Maven is told to end, as by Ctrl-C: the goal itself gets no
 * chance to.
 */
public final class InterruptionNotice implements AutoCloseable {
  private final Thread hook;

  public InterruptionNotice(Log log) {
    hook =
        new Thread(
            () -> log.warn("Interrupted; the same command goes on where it stopped."),
            "interruption notice");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException shuttingDown) {
      // It says so already.
    }
  }
}
