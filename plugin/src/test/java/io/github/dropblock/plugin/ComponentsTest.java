package io.github.dropblock.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Constructor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import javax.inject.Inject;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.eclipse.aether.RepositorySystem;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What goals' constructors ask for is listed for Maven, which else fails when a goal is called. */
class ComponentsTest {
  private static final Map<Class<?>, Class<?>> LISTED = listed();

  static Stream<Class<?>> goals() {
    return Invocation.PLUGIN.getMojos().stream()
        .map(MojoDescriptor::getImplementation)
        .filter(name -> !name.endsWith(".HelpMojo"))
        .map(ComponentsTest::named);
  }

  static Stream<Class<?>> implementations() {
    return LISTED.values().stream();
  }

  @ParameterizedTest
  @MethodSource("goals")
  void aGoalAsksForWhatIsListed(Class<?> goal) {
    assertThat(injected(goal).getParameterTypes()).isNotEmpty().isSubsetOf(LISTED.keySet());
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void whatIsListedAsksForNothingButMavensOwn(Class<?> implementation) {
    Constructor<?>[] constructors = implementation.getDeclaredConstructors();

    assertThat(constructors).hasSize(1);
    if (constructors[0].getParameterCount() > 0) {
      assertThat(constructors[0].isAnnotationPresent(Inject.class)).isTrue();
      assertThat(constructors[0].getParameterTypes()).containsOnly(RepositorySystem.class);
    }
  }

  private static Constructor<?> injected(Class<?> goal) {
    return Arrays.stream(goal.getDeclaredConstructors())
        .filter(constructor -> constructor.isAnnotationPresent(Inject.class))
        .findFirst()
        .orElseThrow(() -> new AssertionError(goal + " has no constructor for Maven"));
  }

  private static Map<Class<?>, Class<?>> listed() {
    try {
      NodeList components =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(Path.of("target/classes/META-INF/plexus/components.xml").toFile())
              .getElementsByTagName("component");
      Map<Class<?>, Class<?>> listed = new HashMap<>();
      for (int i = 0; i < components.getLength(); i++) {
        Element component = (Element) components.item(i);
        Class<?> role = named(text(component, "role"));
        Class<?> implementation = named(text(component, "implementation"));
        assertThat(role).isAssignableFrom(implementation);
        listed.put(role, implementation);
      }
      return listed;
    } catch (Exception e) {
      throw new AssertionError("the list of components can't be read", e);
    }
  }

  private static String text(Element component, String name) {
    return component.getElementsByTagName(name).item(0).getTextContent();
  }

  private static Class<?> named(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new AssertionError("there is no " + name, e);
    }
  }
}
