package io.github.dropblock.plugin.download;

import io.github.dropblock.harness.fetch.PublishedData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import javax.inject.Inject;
import org.apache.maven.execution.MavenSession;
import org.eclipse.aether.RepositorySystem;

/** Downloads as Maven's settings would have them: its repositories, mirrors and proxies. */
final class MavenDownloads implements Downloads {
  private final RepositorySystem repositories;

  @Inject
  MavenDownloads(RepositorySystem repositories) {
    this.repositories = repositories;
  }

  @Override
  public Jars jars(MavenSession session, Consumer<String> notices) {
    return new ForkClassPath(repositories, session, notices);
  }

  @Override
  public void fetch(PublishedData data, Path cache, MavenSession session, Consumer<String> notices)
      throws IOException, InterruptedException {
    data.fetchInto(cache, new SettingsConnector(session.getRepositorySession()), notices);
  }
}
