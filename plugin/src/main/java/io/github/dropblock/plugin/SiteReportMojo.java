package io.github.dropblock.plugin;

import io.github.dropblock.harness.rundir.RunDirectory;
import io.github.dropblock.plugin.host.HostMachine;
import io.github.dropblock.plugin.service.Runs;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.doxia.sink.Sink;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.reporting.MavenReport;
import org.apache.maven.reporting.MavenReportException;

/** Puts a run's page into the project's site, among its reports. */
@Mojo(name = "site-report", threadSafe = true)
public class SiteReportMojo extends RunMojo implements MavenReport {

  @Parameter(
      defaultValue = "${project.reporting.outputDirectory}",
      readonly = true,
      required = true)
  private File reportOutputDirectory;

  @Inject
  SiteReportMojo(HostMachine machine, Runs runs) {
    super(machine, runs);
  }

  @Override
  void perform() throws IOException {
    RunDirectory run = existingRun();
    Path page = run.report().resolve("index.html");
    if (Files.notExists(page)) {
      runs().report(run, Optional.empty());
    }
    Path copy = reportOutputDirectory.toPath().resolve(getOutputPath() + ".html");
    Files.createDirectories(copy.getParent());
    Files.copy(page, copy, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Called by the site plugin in place of {@link #execute}. */
  @Override
  public void generate(Sink sink, Locale locale) throws MavenReportException {
    try {
      if (!skips()) {
        requireKnownParameters();
        perform();
      }
    } catch (IllegalArgumentException | IOException e) {
      throw new MavenReportException(Problem.describe(e), e);
    }
  }

  /** A project without a run, such as another module, has no page in its site. */
  @Override
  public boolean canGenerateReport() {
    return !skips() && hasRun();
  }

  /** The page is whole: the site gives it no frame. */
  @Override
  public boolean isExternalReport() {
    return true;
  }

  @Override
  public String getOutputPath() {
    return "dropblock/index";
  }

  @Override
  @SuppressWarnings("deprecation") // abstract in the interface
  public String getOutputName() {
    return getOutputPath();
  }

  @Override
  public String getCategoryName() {
    return CATEGORY_PROJECT_REPORTS;
  }

  @Override
  public String getName(Locale locale) {
    return "DropBlock reproduction";
  }

  @Override
  public String getDescription(Locale locale) {
    return "What Dropout and DropBlock did to test accuracy, beside the paper's figures.";
  }

  @Override
  public File getReportOutputDirectory() {
    return reportOutputDirectory;
  }

  @Override
  public void setReportOutputDirectory(File folder) {
    reportOutputDirectory = folder;
  }
}
