package io.github.dropblock.plugin.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.dropblock.harness.backend.Backend;
import io.github.dropblock.harness.backend.Coordinates;
import io.github.dropblock.harness.backend.CudaArtifacts;
import io.github.dropblock.harness.backend.CudaLibraries;
import io.github.dropblock.harness.backend.Platform;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.DefaultMavenExecutionResult;
import org.apache.maven.execution.MavenExecutionRequest;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Model;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.DefaultDependencyNode;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.graph.DependencyFilter;
import org.eclipse.aether.repository.LocalArtifactRequest;
import org.eclipse.aether.repository.LocalArtifactResult;
import org.eclipse.aether.repository.LocalRepositoryManager;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.resolution.DependencyResult;
import org.junit.jupiter.api.Test;

/** What Maven's resolver is asked for, and what a user hears of it. */
class ForkClassPathTest {
  private static final Platform PLATFORM = new Platform("linux-x86_64", "-avx2");
  private static final Coordinates SMALL = CudaArtifacts.jna();

  private final List<String> notices = new ArrayList<>();
  private final List<Object> asked = new ArrayList<>();
  private boolean cached;
  private boolean offline;
  private boolean broken;

  private Jars jars() {
    return new MavenDownloads(resolver()).jars(session(), notices::add);
  }

  /** The resolver has more methods in each version; these are the ones that are called. */
  private RepositorySystem resolver() {
    return (RepositorySystem)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {RepositorySystem.class},
            (self, method, arguments) -> {
              assertThat(((RepositorySystemSession) arguments[0]).getChecksumPolicy())
                  .as("of jars that the cells run")
                  .isEqualTo("fail");
              asked.add(arguments[1]);
              return arguments[1] instanceof ArtifactRequest one
                  ? artifact(one)
                  : dependencies((DependencyRequest) arguments[1]);
            });
  }

  private ArtifactResult artifact(ArtifactRequest request) throws ArtifactResolutionException {
    if (broken) {
      throw new ArtifactResolutionException(
          List.of(), "failed", new IOException("no route to host\nat all"));
    }
    return result(request.getArtifact(), request);
  }

  private static DependencyResult dependencies(DependencyRequest request) {
    CollectRequest wanted = request.getCollectRequest();
    List<ArtifactResult> results = new ArrayList<>();
    for (Dependency each : wanted.getDependencies()) {
      results.add(result(each.getArtifact(), new ArtifactRequest()));
    }
    return new DependencyResult(request).setArtifactResults(results);
  }

  private static ArtifactResult result(Artifact artifact, ArtifactRequest request) {
    return new ArtifactResult(request)
        .setArtifact(artifact.setFile(new File(artifact.getArtifactId() + ".jar")));
  }

  @SuppressWarnings("deprecation") // The newer constructors are for Maven itself.
  private MavenSession session() {
    DefaultRepositorySystemSession repositories = new DefaultRepositorySystemSession();
    repositories.setLocalRepositoryManager(
        (LocalRepositoryManager)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {LocalRepositoryManager.class},
                (self, method, arguments) ->
                    method.getName().equals("find")
                        ? new LocalArtifactResult((LocalArtifactRequest) arguments[1])
                            .setAvailable(cached)
                        : null));
    MavenExecutionRequest request = new DefaultMavenExecutionRequest();
    request.setOffline(offline);
    MavenSession session =
        new MavenSession(null, repositories, request, new DefaultMavenExecutionResult());
    session.setProjects(
        List.of(
            new MavenProject(new Model()) {
              @Override
              public List<RemoteRepository> getRemoteProjectRepositories() {
                return List.of(repository("project"), repository("both"));
              }

              @Override
              public List<RemoteRepository> getRemotePluginRepositories() {
                return List.of(repository("both"), repository("plugin"));
              }
            }));
    return session;
  }

  private static RemoteRepository repository(String id) {
    return new RemoteRepository.Builder(id, "default", "file:" + id).build();
  }

  @Test
  void oneJarIsLookedForWhereProjectAndPluginComeFrom() throws IOException {
    assertThat(jars().of(SMALL)).isEqualTo(Path.of("jna.jar"));
    assertThat(((ArtifactRequest) asked.get(0)).getRepositories())
        .extracting(RemoteRepository::getId)
        .containsExactly("project", "both", "plugin");
    assertThat(notices).as("of a small jar").isEmpty();
  }

  @Test
  void aLargeDownloadIsAnnounced() throws IOException {
    jars().of(CudaArtifacts.kernels());

    assertThat(notices)
        .containsExactly("Downloading CUDA into the local Maven repository, once: 0.6 GB.");
  }

  @Test
  void whatIsThereIsNotAnnounced() throws IOException {
    cached = true;

    jars().of(CudaArtifacts.kernels());
    jars().ofSpark("spark://host:7077", true);

    assertThat(notices).isEmpty();
    assertThat(jars().has(CudaArtifacts.kernels())).isTrue();
  }

  @Test
  void sparkIsAnnounced() throws IOException {
    jars().ofSpark("spark://host:7077", true);

    assertThat(notices).singleElement().asString().startsWith("Downloading Apache Spark");
  }

  /** As the root: only so are its optional dependencies followed. */
  @Test
  void cellsRunOnTheHarnessWithOneBackendsLibraries() throws IOException {
    List<Path> jars = jars().ofCells(Backend.CPU, CudaLibraries.DOWNLOAD, PLATFORM);

    DependencyRequest request = (DependencyRequest) asked.get(0);
    assertThat(request.getCollectRequest().getRoot().getArtifact().getArtifactId())
        .isEqualTo("dropblock-harness");
    assertThat(jars).contains(Path.of("nd4j-native.jar"));
  }

  /** ND4J's poms ask for the plain libraries of the host's platform besides. */
  @Test
  void librariesThatNobodyChoseAreLeftOut() throws IOException {
    jars().ofCells(Backend.CPU, CudaLibraries.DOWNLOAD, PLATFORM);

    DependencyFilter filter = ((DependencyRequest) asked.get(0)).getFilter();
    assertThat(takes(filter, "org.nd4j:nd4j-native:jar:linux-x86_64-avx2:1")).isTrue();
    assertThat(takes(filter, "org.nd4j:nd4j-native:jar:linux-x86_64:1")).isFalse();
    assertThat(takes(filter, "org.nd4j:nd4j-api:jar:1")).as("classes").isTrue();
  }

  private static boolean takes(DependencyFilter filter, String coordinates) {
    return filter.accept(
        new DefaultDependencyNode(new Dependency(new DefaultArtifact(coordinates), "runtime")),
        List.of());
  }

  /** Else the driver would load the harness's classes of the training. */
  @Test
  void sparkAloneIsWithoutTheHarness() throws IOException {
    jars().ofSpark("spark://host:7077", true);
    jars().ofSpark("spark://host:7077", false);

    assertThat(asked)
        .extracting(request -> ((DependencyRequest) request).getCollectRequest().getDependencies())
        .extracting(all -> all.stream().anyMatch(ForkClassPathTest::isHarness))
        .containsExactly(true, false);
  }

  private static boolean isHarness(Dependency dependency) {
    return dependency.getArtifact().getArtifactId().equals("dropblock-harness");
  }

  @Test
  void whatCannotBeHadIsToldInALineWithWhatToLookAt() {
    broken = true;

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> jars().of(SMALL))
        .withMessage(
            "the cells need jars that can't be obtained: no route to host; check the network, the proxy"
                + " and the mirrors in settings.xml");
  }

  @Test
  void offlineTheWayOnlineIsTold() {
    broken = true;
    offline = true;

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> jars().of(CudaArtifacts.kernels()))
        .withMessageEndingWith("; run once without -o (--offline)");
    assertThat(notices).as("of what is not downloaded").isEmpty();
  }

  @Test
  void whatIsWrongComesFirstHoweverManyAskedForIt() {
    Exception chain =
        new IOException(
            "failed to collect dependencies for a:b:1 -> c:d:2",
            new IOException(
                "could not transfer c:d:2 from mirror",
                new IOException("checksum validation failed, no checksums available\nmore")));
    assertThat(ForkClassPath.reason(chain))
        .isEqualTo("checksum validation failed, no checksums available");
  }
}
