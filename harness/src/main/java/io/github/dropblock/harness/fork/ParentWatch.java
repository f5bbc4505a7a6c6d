package io.github.dropblock.harness.fork;

import io.github.dropblock.harness.rundir.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Ends this JVM when the one that started it is gone, however that ended. Standard input is a pipe
 * that the parent holds open and never writes to, so it ends only with the parent.
 */
public final class ParentWatch {
  private ParentWatch() {}

  /** Watches from now on. */
  public static void start() {
    Thread watch = new Thread(() -> awaitEnd(System.in), "parent watch");
    watch.setDaemon(true);
    watch.start();
  }

  private static void awaitEnd(InputStream in) {
    try {
      in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      // A broken pipe says the same as its end.
    }
    // Not exit(): a shutdown hook may wait for native code that is in the middle of an epoch.
    Runtime.getRuntime().halt(ExitCode.PARENT_DIED.code());
  }
}
