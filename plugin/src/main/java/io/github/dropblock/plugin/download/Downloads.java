package io.github.dropblock.plugin.download;

import io.github.dropblock.harness.fetch.PublishedData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.apache.maven.execution.MavenSession;

/** Brings to this machine what it lacks. */
public interface Downloads {
  /**
   * Where jars come from in a build.
   *
   * @param notices hears what is about to be downloaded, if it is much
   */
  Jars jars(MavenSession session, Consumer<String> notices);

  /**
   * Brings a data set into the cache, unless it is there.
   *
   * @param notices hears what is being fetched
   * @throws IOException in a line, if it can't be obtained
   */
  void fetch(PublishedData data, Path cache, MavenSession session, Consumer<String> notices)
      throws IOException, InterruptedException;
}
