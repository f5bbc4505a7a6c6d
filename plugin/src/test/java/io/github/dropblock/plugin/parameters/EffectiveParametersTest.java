package io.github.dropblock.plugin.parameters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.File;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.codehaus.plexus.component.configurator.expression.ExpressionEvaluator;
import org.codehaus.plexus.configuration.DefaultPlexusConfiguration;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.junit.jupiter.api.Test;

class EffectiveParametersTest {
  private final DefaultPlexusConfiguration declared =
      new DefaultPlexusConfiguration("configuration");
  private final Xpp3Dom configuration = new Xpp3Dom("configuration");
  private final Map<String, String> properties = new HashMap<>();

  /** What Maven makes of a parameter: its property in the place of a value, the default beside. */
  private Xpp3Dom parameter(String name, String byDefault) {
    DefaultPlexusConfiguration one =
        new DefaultPlexusConfiguration(name, "${dropblock." + name + "}");
    Xpp3Dom given = new Xpp3Dom(name);
    given.setValue("${dropblock." + name + "}");
    if (byDefault != null) {
      one.setAttribute("default-value", byDefault);
      given.setAttribute("default-value", byDefault);
    }
    declared.addChild(one);
    configuration.addChild(given);
    return given;
  }

  private EffectiveParameters parameters() {
    MojoDescriptor descriptor = new MojoDescriptor();
    descriptor.setMojoConfiguration(declared);
    MojoExecution execution = new MojoExecution(descriptor, configuration);
    return EffectiveParameters.of(execution, evaluator());
  }

  private ExpressionEvaluator evaluator() {
    return new ExpressionEvaluator() {
      @Override
      public Object evaluate(String text) {
        Matcher property = Pattern.compile("\\$\\{(.+)}").matcher(text);
        return property.matches() ? properties.get(property.group(1)) : text;
      }

      @Override
      public File alignToBaseDirectory(File file) {
        return file;
      }
    };
  }

  @Test
  void whatThePomSetsIsInTheCommandAsIsWhatTheCommandLineSets() {
    parameter("profile", "quick").setValue("smoke");
    Xpp3Dom networks = parameter("networks", "alexnet,resnet-34,vgg-16");
    for (String network : new String[] {"alexnet", "vgg-16"}) {
      Xpp3Dom element = new Xpp3Dom("network");
      element.setValue(network);
      networks.addChild(element);
    }
    parameter("epochs", null);
    properties.put("dropblock.epochs", "3");
    assertThat(parameters().flags())
        .containsExactly(
            "-Ddropblock.epochs=3",
            "-Ddropblock.networks=alexnet,vgg-16",
            "-Ddropblock.profile=smoke");
  }

  @Test
  void whatIsAsByDefaultIsNot() {
    parameter("seeds", "1").setValue("1");
    parameter("firstSeed", "1");
    parameter("images", null);
    properties.put("dropblock.firstSeed", "1");
    assertThat(parameters().flags()).isEmpty();
  }

  @Test
  void nothingElseOfTheCommandLineIs() {
    parameter("seeds", "1");
    properties.put("dropblock.seeds", "3");
    properties.put("dropblock.token", "secret");
    assertThat(parameters().flags()).containsExactly("-Ddropblock.seeds=3");
  }

  @Test
  void anEmptyParameterIsRefusedByName() {
    parameter("data", null);
    properties.put("dropblock.data", "");
    assertThatIllegalArgumentException()
        .isThrownBy(parameters()::requireNoneEmpty)
        .withMessage("-Ddropblock.data is empty; give it a value, or leave it out");
  }

  @Test
  void soIsOneThatAPomsPropertyLeavesEmpty() {
    parameter("runDirectory", "target/dropblock").setValue("${runs}");
    properties.put("runs", " ");
    assertThatIllegalArgumentException()
        .isThrownBy(parameters()::requireNoneEmpty)
        .withMessageContaining("-Ddropblock.runDirectory is empty");
  }

  @Test
  void oneThatIsNotGivenIsNotEmpty() {
    parameter("data", null);
    parameter("backend", "cpu");
    parameters().requireNoneEmpty();
    assertThat(parameters().flags()).isEmpty();
  }
}
