package io.github.dropblock.plugin;

import io.github.dropblock.harness.draw.DrawnSource;
import io.github.dropblock.harness.experiment.Protocol;
import io.github.dropblock.harness.images.ImageSource;
import io.github.dropblock.harness.images.ImageSources;
import io.github.dropblock.harness.images.SplitChoice;
import io.github.dropblock.harness.progress.ProgressLines;
import io.github.dropblock.harness.progress.ProgressListener;
import io.github.dropblock.harness.rundir.RunDirectory;
import io.github.dropblock.harness.schedule.Preparation;
import io.github.dropblock.plugin.console.LogProgress;
import io.github.dropblock.plugin.download.Downloads;
import io.github.dropblock.plugin.host.HostMachine;
import java.io.IOException;
import java.nio.file.Path;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Fetches, checks, splits and decodes photos, and says how many there are of what. {@code
 * reproduce} does the same where it is needed; this goal does it beforehand.
 */
@Mojo(name = "prepare", requiresProject = false, aggregator = true, threadSafe = true)
public class PrepareMojo extends ExperimentMojo {

  @Inject
  PrepareMojo(HostMachine machine, Downloads downloads) {
    super(machine, downloads);
  }

  @Override
  boolean goesOn() {
    return true;
  }

  @Override
  void perform() throws IOException, InterruptedException {
    Protocol protocol = protocol();
    RunDirectory directory = directory(runName(profile().id()));
    directory.requireNoLinks();
    Path file = directory.splitFile();
    SplitChoice choice = new SplitChoice(protocol.images(), split(), cache());
    int side = protocol.decodedSide();
    ProgressListener progress = new LogProgress(getLog(), new ProgressLines(matrix()));
    fetch();
    try (ImageSource source = source(protocol)) {
      Preparation.of(source, choice, file, side, progress).lines().forEach(getLog()::info);
    }
  }

  private ImageSource source(Protocol protocol) throws IOException {
    return data().isPresent()
        ? ImageSources.open(data().get(), cache())
        : DrawnSource.catsAndDogs(protocol.images());
  }
}
