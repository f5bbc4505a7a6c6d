package io.github.dropblock.plugin;

import io.github.dropblock.harness.backend.ArtifactVersions;
import io.github.dropblock.harness.rundir.RunRecord;
import io.github.dropblock.plugin.parameters.EffectiveParameters;
import io.github.dropblock.plugin.parameters.Parameters;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.maven.execution.MavenSession;
import org.jspecify.annotations.Nullable;

/** What a run directory says of how its results were made. */
final class Provenance {
  private static final String PLUGIN = "io.github.dropblock:dropblock-maven-plugin";

  private Provenance() {}

  static RunRecord.Versions versions(MavenSession session) {
    return new RunRecord.Versions(
        ArtifactVersions.current().dropblock(),
        ArtifactVersions.current().deeplearning4j(),
        System.getProperty("java.runtime.version") + " (" + System.getProperty("java.vendor") + ")",
        session.getSystemProperties().getProperty("maven.version", "unknown"),
        revision(new File(session.getExecutionRootDirectory())));
  }

  /**
   * A command line that repeats the run without its POM and settings, and tells nothing of this
   * one's command line but the goal's own parameters: the run directory may be published. Spark's
   * settings may hold secrets.
   */
  static String command(EffectiveParameters parameters) {
    return parameters.flags().stream()
        .filter(flag -> !flag.startsWith(Parameters.flag("sparkConf") + "="))
        .map(flag -> " " + quoted(flag))
        .collect(
            Collectors.joining(
                "",
                "mvn " + PLUGIN + ":" + ArtifactVersions.current().dropblock() + ":reproduce",
                ""));
  }

  private static String quoted(String word) {
    return word.matches("[\\w./,=:+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  /** The commit checked out in a folder; null where there is none, or no git to ask. */
  static @Nullable String revision(File folder) {
    try {
      Process git =
          new ProcessBuilder("git", "rev-parse", "HEAD")
              .directory(folder)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      git.getOutputStream().close();
      String commit = new String(git.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      return git.waitFor(10, TimeUnit.SECONDS) && git.exitValue() == 0 ? commit.strip() : null;
    } catch (IOException noGit) {
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }
}
