package io.github.dropblock.plugin.console;

import io.github.dropblock.harness.experiment.Matrix;
import io.github.dropblock.harness.progress.ProgressLines;
import io.github.dropblock.harness.progress.ProgressListener;
import org.apache.maven.plugin.logging.Log;
import org.jspecify.annotations.Nullable;

/** Chooses how progress is shown. */
public final class ProgressListeners {
  private static final int USUAL_COLUMNS = 120;

  private ProgressListeners() {}

  public static ProgressListener of(Matrix matrix, Log log, boolean interactive) {
    ProgressLines lines = new ProgressLines(matrix);
    ProgressListener lasting = new LogProgress(log, lines);
    return interactive && onTerminal()
        ? new LiveProgress(System.out, columns(System.getenv("COLUMNS")), lines, lasting)
        : lasting;
  }

  public static int columns(@Nullable String environment) {
    return environment != null && environment.matches("[1-9]\\d{1,3}")
        ? Integer.parseInt(environment)
        : USUAL_COLUMNS;
  }

  @SuppressWarnings("SystemConsoleNull") // It is null without a terminal before JDK 22.
  private static boolean onTerminal() {
    return System.getenv("CI") == null && System.console() != null && isTerminal();
  }

  /** From JDK 22 there is a console without a terminal too; earlier ones can't be asked. */
  private static boolean isTerminal() {
    try {
      return (boolean) java.io.Console.class.getMethod("isTerminal").invoke(System.console());
    } catch (NoSuchMethodException e) {
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }
}
