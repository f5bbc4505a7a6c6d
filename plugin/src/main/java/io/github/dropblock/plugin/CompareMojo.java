package io.github.dropblock.plugin;

import io.github.dropblock.harness.compare.Contender;
import io.github.dropblock.harness.rundir.RunDirectory;
import io.github.dropblock.plugin.host.HostMachine;
import io.github.dropblock.plugin.parameters.OwnTemplates;
import io.github.dropblock.plugin.parameters.Paths;
import io.github.dropblock.plugin.service.Runs;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Shows runs side by side: differences in test accuracy with intervals, losses, speed, and the
 * settings that differ.
 */
@Mojo(name = "compare", requiresProject = false, aggregator = true, threadSafe = true)
public class CompareMojo extends DropBlockMojo {

  /**
   * Runs to compare, two or more, comma-separated: names in {@code dropblock.runDirectory}, or
   * paths of run directories. The others are held against the first.
   */
  @Parameter(property = "dropblock.runs")
  private List<String> runs;

  /** Folder to write the comparison into. The default is {@code comparison} beside the runs. */
  @Parameter(property = "dropblock.comparison")
  private File comparison;

  /** Folder of Freemarker templates that replace the report's own, file by file. */
  @Parameter(property = "dropblock.templates")
  private File templates;

  private final Runs runFiles;

  @Inject
  CompareMojo(HostMachine machine, Runs runFiles) {
    super(machine);
    this.runFiles = runFiles;
  }

  @Override
  void perform() throws IOException {
    Optional<Path> ownTemplates = OwnTemplates.of(templates);
    List<Contender> contenders =
        runs == null ? List.of() : runs.stream().map(String::strip).map(this::contender).toList();
    Path folder =
        comparison == null
            ? directory("comparison").path()
            : Paths.writable("comparison", comparison.toPath());
    Path page = runFiles.compare(contenders, folder, ownTemplates);
    getLog().info("Comparison: " + page);
  }

  private Contender contender(String run) {
    RunDirectory directory =
        run.contains("/") || run.contains(File.separator)
            ? new RunDirectory(Paths.existing("runs", inProject(run)))
            : directory(run);
    return new Contender(run, directory);
  }
}
