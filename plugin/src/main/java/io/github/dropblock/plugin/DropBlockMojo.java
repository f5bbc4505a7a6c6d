package io.github.dropblock.plugin;

import io.github.dropblock.harness.rundir.RunDirectory;
import java.io.File;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
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

  /** Does the goal's work. */
  abstract void perform() throws MojoFailureException, IOException, InterruptedException;

  @Override
  public final void execute() throws MojoExecutionException, MojoFailureException {
    if (skip) {
      getLog().info("Skipped: dropblock.skip is true.");
      return;
    }
    try {
      perform();
    } catch (IllegalArgumentException | IOException e) {
      throw new MojoFailureException(Problem.describe(e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MojoFailureException("Interrupted; run again to go on where it stopped.", e);
    } catch (RuntimeException e) {
      throw new MojoExecutionException(
          "A defect of the plugin: " + e + ". Run with -e and report what it prints.", e);
    }
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
