package io.github.dropblock.plugin;

import io.github.dropblock.harness.files.Printable;
import io.github.dropblock.harness.rundir.RunDirectory;
import io.github.dropblock.plugin.console.InterruptionNotice;
import io.github.dropblock.plugin.console.PlainLog;
import io.github.dropblock.plugin.console.PlainText;
import io.github.dropblock.plugin.host.HostMachine;
import io.github.dropblock.plugin.host.OpenFiles;
import io.github.dropblock.plugin.parameters.EffectiveParameters;
import io.github.dropblock.plugin.parameters.KnownParameters;
import io.github.dropblock.plugin.parameters.Parameters;
import java.io.File;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.PluginParameterExpressionEvaluator;
import org.apache.maven.plugin.logging.Log;
import org.apache.maven.plugins.annotations.Parameter;

/** What all goals share: the run directory, and how problems are told. */
abstract class DropBlockMojo extends AbstractMojo {

  /** Name of the run: a folder in {@code dropblock.runDirectory}. The default is the profile's. */
  @Parameter(property = "dropblock.run")
  private String run;

  /** Folder of all runs. */
  @Parameter(
      property = "dropblock.runDirectory",
      defaultValue = "${project.build.directory}/dropblock")
  private File runDirectory;

  /** The folder Maven was started in where there is no POM. */
  @Parameter(defaultValue = "${basedir}", readonly = true)
  private File basedir;

  /** Does nothing if {@code true}. */
  @Parameter(property = "dropblock.skip", defaultValue = "false")
  private boolean skip;

  @Parameter(defaultValue = "${session}", readonly = true, required = true)
  private MavenSession session;

  @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
  private MojoExecution execution;

  private final HostMachine machine;

  DropBlockMojo(HostMachine machine) {
    this.machine = machine;
  }

  /** Does the goal's work. */
  abstract void perform() throws MojoFailureException, IOException, InterruptedException;

  /** Whether the same command goes on where this goal was stopped, so that who stops it is told. */
  boolean goesOn() {
    return false;
  }

  @Override
  public final void execute() throws MojoExecutionException, MojoFailureException {
    if (skips()) {
      getLog().info("Skipped: dropblock.skip is true.");
      return;
    }
    try (InterruptionNotice notice = goesOn() ? new InterruptionNotice(getLog()) : null) {
      OpenFiles.requireEnough(machine.openFiles());
      requireKnownParameters();
      perform();
    } catch (IllegalArgumentException | IOException e) {
      MojoFailureException told =
          new MojoFailureException(PlainText.ofOutput().of(Problem.describe(e)));
      // Not as its cause: Maven adds what each cause says to the line, in libraries' own words.
      told.addSuppressed(e);
      throw told;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MojoFailureException("Interrupted; run again to go on where it stopped.", e);
    } catch (RuntimeException e) {
      throw new MojoExecutionException(
          "A defect of the plugin: "
              + Printable.of(e.toString())
              + ". Run with -e and report what it prints.",
          e);
    }
  }

  @Override
  public final Log getLog() {
    return new PlainLog(super.getLog(), PlainText.ofOutput());
  }

  /** Whether the user wants nothing done. */
  final boolean skips() {
    return skip;
  }

  /** What the goal runs on. */
  final HostMachine machine() {
    return machine;
  }

  final MavenSession session() {
    return session;
  }

  /** The goal's parameters, wherever they were set. */
  final EffectiveParameters parameters() {
    return EffectiveParameters.of(
        execution, new PluginParameterExpressionEvaluator(session, execution));
  }

  /**
   * What Maven itself passes over.
   *
   * @throws IllegalArgumentException if a parameter is misspelt or empty
   */
  void requireKnownParameters() {
    Set<String> ofProject =
        session.getProjects().stream()
            .flatMap(project -> project.getProperties().stringPropertyNames().stream())
            .collect(Collectors.toSet());
    KnownParameters known = KnownParameters.of(execution.getMojoDescriptor().getPluginDescriptor());
    known.require(session.getUserProperties(), ofProject);
    known.require(session.getSystemProperties(), ofProject);
    parameters().requireNoneEmpty();
  }

  /**
   * @param profile that the run is named after when the user gave no name
   */
  final String runName(String profile) {
    return run == null || run.isBlank() ? profile : run;
  }

  final RunDirectory directory(String name) {
    return Parameters.checked("run", name, () -> new RunDirectory(resolve(name)));
  }

  /** A path that may be relative to the project, as Maven's own parameters are. */
  final Path inProject(String path) {
    return basedir.toPath().resolve(path);
  }

  /** Without a POM, Maven leaves this expression as it stands in the default. */
  private File base() {
    String unresolved = "${project.basedir}" + File.separator;
    int at = runDirectory.getPath().indexOf(unresolved);
    return at < 0
        ? runDirectory
        : new File(basedir, runDirectory.getPath().substring(at + unresolved.length()));
  }

  private Path resolve(String name) {
    Path base = base().toPath().toAbsolutePath().normalize();
    try {
      Path path = base.resolve(name).normalize();
      if (base.equals(path.getParent())) {
        return path;
      }
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("'" + name + "' can't be a folder's name", e);
    }
    throw new IllegalArgumentException(
        "the run's name must be that of one folder; the folder around it is set by "
            + Parameters.flag("runDirectory"));
  }
}
