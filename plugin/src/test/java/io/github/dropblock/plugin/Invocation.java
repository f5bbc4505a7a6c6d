package io.github.dropblock.plugin;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.dropblock.harness.rundir.RunDirectory;
import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.DefaultMavenExecutionResult;
import org.apache.maven.execution.MavenExecutionRequest;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.lifecycle.internal.MojoDescriptorCreator;
import org.apache.maven.model.Build;
import org.apache.maven.model.Model;
import org.apache.maven.model.Reporting;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.PluginParameterExpressionEvaluator;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugin.descriptor.PluginDescriptorBuilder;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.classworlds.realm.ClassRealm;
import org.codehaus.plexus.component.configurator.BasicComponentConfigurator;
import org.codehaus.plexus.configuration.xml.XmlPlexusConfiguration;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.codehaus.plexus.util.xml.Xpp3DomBuilder;
import org.eclipse.aether.DefaultRepositorySystemSession;

/**
 * A goal as Maven calls it in a project: what is given, and the defaults of the plugin's
 * descriptor, come into its fields by Maven's own code. What the goal says is kept.
 */
final class Invocation<G extends DropBlockMojo> {
  static final PluginDescriptor PLUGIN = descriptor();

  private final G goal;
  private final Path project;
  private final Properties given = new Properties();
  private final List<String> said = new ArrayList<>();
  private String pom = "<configuration/>";
  private boolean offline;

  /**
   * @param project its folder; runs are in {@code target/dropblock}, the user's home in {@code
   *     home}
   */
  Invocation(G goal, Path project) {
    this.goal = goal;
    this.project = project;
  }

  /** A run to read in the project: no more of it than makes it one. */
  static RunDirectory run(Path project, String name) throws IOException {
    Path folder = project.resolve("target/dropblock").resolve(name);
    Files.createDirectories(folder);
    RunDirectory run = new RunDirectory(folder);
    Files.writeString(run.runFile(), "{}");
    return run;
  }

  /** With {@code -Ddropblock.parameter=value}. */
  Invocation<G> with(String parameter, Object value) {
    given.setProperty("dropblock." + parameter, value.toString());
    return this;
  }

  /** With what stands in the plugin's {@code configuration} in the POM. */
  Invocation<G> configured(String elements) {
    pom = "<configuration>" + elements + "</configuration>";
    return this;
  }

  Invocation<G> offline() {
    offline = true;
    return this;
  }

  /** Calls the goal; gives what it said, such as {@code INFO Report: page}. */
  List<String> execute() throws MojoExecutionException, MojoFailureException {
    set().execute();
    return said;
  }

  /** Calls a goal that is to fail the build; gives what it tells the user. */
  String failure() {
    return catchThrowableOfType(MojoFailureException.class, this::execute).getMessage();
  }

  /** What the goal has said so far. */
  List<String> said() {
    return said;
  }

  /** The goal, with its parameters set. */
  G set() {
    try {
      MojoDescriptor mojo =
          PLUGIN.getMojos().stream()
              .filter(each -> each.getImplementation().equals(goal.getClass().getName()))
              .findFirst()
              .orElseThrow();
      Xpp3Dom configuration =
          Xpp3Dom.mergeXpp3Dom(
              Xpp3DomBuilder.build(new StringReader(pom)), MojoDescriptorCreator.convert(mojo));
      MojoExecution execution = new MojoExecution(mojo, configuration);
      new BasicComponentConfigurator()
          .configureComponent(
              goal,
              new XmlPlexusConfiguration(configuration),
              new PluginParameterExpressionEvaluator(session(), execution),
              new ClassRealm(null, "plugin", getClass().getClassLoader()));
      goal.setLog(new Said());
      return goal;
    } catch (Exception e) {
      throw new AssertionError("the goal's parameters can't be set", e);
    }
  }

  @SuppressWarnings("deprecation") // The newer constructors are for Maven itself.
  private MavenSession session() {
    Properties system = new Properties();
    system.setProperty("user.home", project.resolve("home").toString());
    system.setProperty("maven.version", "3.8.1");
    MavenExecutionRequest request = new DefaultMavenExecutionRequest();
    request.setUserProperties(given);
    request.setSystemProperties(system);
    request.setOffline(offline);
    request.setInteractiveMode(false);
    request.setBaseDirectory(project.toFile());
    MavenSession session =
        new MavenSession(
            null, new DefaultRepositorySystemSession(), request, new DefaultMavenExecutionResult());
    session.setProjects(List.of(mavenProject()));
    return session;
  }

  private MavenProject mavenProject() {
    Model model = new Model();
    model.setBuild(new Build());
    model.getBuild().setDirectory(project.resolve("target").toString());
    model.setReporting(new Reporting());
    model.getReporting().setOutputDirectory(project.resolve("target/site").toString());
    MavenProject maven = new MavenProject(model);
    maven.setFile(new File(project.toFile(), "pom.xml"));
    return maven;
  }

  private static PluginDescriptor descriptor() {
    try (Reader xml =
        Files.newBufferedReader(Path.of("target/classes/META-INF/maven/plugin.xml"))) {
      return new PluginDescriptorBuilder().build(xml);
    } catch (Exception e) {
      throw new AssertionError("the plugin's descriptor can't be read", e);
    }
  }

  /** Keeps each line, as a reader of the log sees it. */
  private final class Said extends SystemStreamLog {
    @Override
    public void info(CharSequence line) {
      said.add("INFO " + line);
    }

    @Override
    public void warn(CharSequence line) {
      said.add("WARN " + line);
    }

    @Override
    public void error(CharSequence line) {
      said.add("ERROR " + line);
    }
  }
}
