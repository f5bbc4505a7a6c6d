package io.github.dropblock.plugin.download;

import io.github.dropblock.harness.backend.Backend;
import io.github.dropblock.harness.backend.Coordinates;
import io.github.dropblock.harness.backend.CudaArtifacts;
import io.github.dropblock.harness.backend.CudaLibraries;
import io.github.dropblock.harness.backend.Platform;
import io.github.dropblock.harness.cluster.SparkArtifacts;
import io.github.dropblock.harness.format.Numbers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.graph.DependencyFilter;
import org.eclipse.aether.graph.Exclusion;
import org.eclipse.aether.repository.LocalArtifactRequest;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.repository.RepositoryPolicy;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.resolution.DependencyResolutionException;

/** Finds jars in Maven's repositories, as the build would find its own. */
final class ForkClassPath implements Jars {
  private final RepositorySystem system;
  private final RepositorySystemSession session;
  private final List<RemoteRepository> repositories;
  private final boolean offline;
  private final Consumer<String> notices;

  /**
   * @param notices hears what is about to be downloaded, if it is much
   */
  ForkClassPath(RepositorySystem system, MavenSession maven, Consumer<String> notices) {
    this.notices = notices;
    this.system = system;
    this.session = strict(maven.getRepositorySession());
    this.repositories = repositories(maven.getCurrentProject());
    this.offline = maven.isOffline();
  }

  /** Maven itself only warns of a jar that doesn't have its checksum. */
  private static RepositorySystemSession strict(RepositorySystemSession session) {
    return new DefaultRepositorySystemSession(session)
        .setChecksumPolicy(RepositoryPolicy.CHECKSUM_POLICY_FAIL);
  }

  @Override
  public List<Path> ofCells(Backend backend, CudaLibraries libraries, Platform platform)
      throws IOException {
    List<Coordinates> artifacts = backend.artifacts(platform, libraries);
    announce(artifacts, "; about 3.3 GB are unpacked from it when it is first used");
    CollectRequest request = new CollectRequest();
    // As the root, so that its optional dependencies are followed and its managed versions hold.
    request.setRoot(runtime(Jars.harness()));
    artifacts.forEach(artifact -> request.addDependency(runtime(artifact)));
    return resolve(request, wanted(artifacts));
  }

  private List<Path> resolve(CollectRequest request, DependencyFilter filter) throws IOException {
    request.setRepositories(repositories);
    try {
      return system
          .resolveDependencies(session, new DependencyRequest(request, filter))
          .getArtifactResults()
          .stream()
          .map(ArtifactResult::getArtifact)
          .map(artifact -> artifact.getFile().toPath())
          .toList();
    } catch (DependencyResolutionException e) {
      throw unresolved(e);
    }
  }

  /**
   * Spark is the root, so that its own versions hold; the harness comes without what is optional
   * there.
   */
  @Override
  public List<Path> ofSpark(String master, boolean whole) throws IOException {
    CollectRequest request = new CollectRequest();
    request.setRoot(spark(SparkArtifacts.core()));
    SparkArtifacts.of(master).forEach(artifact -> request.addDependency(spark(artifact)));
    if (whole) {
      request.addDependency(runtime(Jars.harness()));
    }
    if (!offline && !has(SparkArtifacts.core())) {
      notices.accept(
          "Downloading Apache Spark into the local Maven repository, once: some 130 jars, 130 MB.");
    }
    return resolve(request, (node, parents) -> true);
  }

  private static Dependency spark(Coordinates coordinates) {
    return runtime(coordinates)
        .setExclusions(
            SparkArtifacts.unneeded().stream()
                .map(name -> name.split(":", -1))
                .map(parts -> new Exclusion(parts[0], parts[1], "*", "*"))
                .toList());
  }

  private IOException unresolved(Exception cause) {
    return new IOException(
        "the cells need jars that can't be had: %s; %s"
            .formatted(
                reason(cause),
                offline
                    ? "run once without -o (--offline)"
                    : "check the network, the proxy and the mirrors in settings.xml"),
        cause);
  }

  /** The last cause in a chain says what is wrong; the others say what was wanted, and by whom. */
  static String reason(Throwable problem) {
    Throwable last = problem;
    while (last.getCause() != null) {
      last = last.getCause();
    }
    return String.valueOf(last.getMessage()).lines().findFirst().orElse("");
  }

  @Override
  public Path of(Coordinates coordinates) throws IOException {
    announce(List.of(coordinates), "");
    try {
      return system
          .resolveArtifact(session, new ArtifactRequest(artifact(coordinates), repositories, null))
          .getArtifact()
          .getFile()
          .toPath();
    } catch (ArtifactResolutionException e) {
      throw unresolved(e);
    }
  }

  /** Says how much has to be downloaded, where that takes a while. */
  private void announce(List<Coordinates> artifacts, String besides) {
    long bytes =
        artifacts.stream()
            .filter(artifact -> CudaArtifacts.size(artifact) > 0 && !has(artifact))
            .mapToLong(CudaArtifacts::size)
            .sum();
    if (bytes > 0 && !offline) {
      notices.accept(
          "Downloading CUDA into the local Maven repository, once: %s GB%s."
              .formatted(Numbers.decimals(bytes / 1e9, 1), besides));
    }
  }

  @Override
  public boolean has(Coordinates coordinates) {
    return session
        .getLocalRepositoryManager()
        .find(session, new LocalArtifactRequest(artifact(coordinates), repositories, null))
        .isAvailable();
  }

  /**
   * ND4J's poms ask for libraries of the host's platform in their plainest form, besides those that
   * were chosen. Jars without a classifier hold classes and are all wanted.
   */
  private static DependencyFilter wanted(List<Coordinates> artifacts) {
    return (node, parents) ->
        node.getArtifact() == null
            || node.getArtifact().getClassifier().isEmpty()
            || artifacts.stream().anyMatch(one -> same(one, node.getArtifact()));
  }

  private static boolean same(Coordinates coordinates, Artifact artifact) {
    return coordinates.group().equals(artifact.getGroupId())
        && coordinates.artifact().equals(artifact.getArtifactId())
        && coordinates.classifier().equals(artifact.getClassifier());
  }

  private static Dependency runtime(Coordinates coordinates) {
    return new Dependency(artifact(coordinates), "runtime");
  }

  private static Artifact artifact(Coordinates coordinates) {
    return new DefaultArtifact(
        coordinates.group(),
        coordinates.artifact(),
        coordinates.classifier(),
        "jar",
        coordinates.version());
  }

  /** The project's own first, then where this plugin itself came from. */
  private static List<RemoteRepository> repositories(MavenProject project) {
    return Stream.concat(
            project.getRemoteProjectRepositories().stream(),
            project.getRemotePluginRepositories().stream())
        .distinct()
        .toList();
  }
}
