package io.github.dropblock.plugin.parameters;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.maven.plugin.MojoExecution;
import org.codehaus.plexus.component.configurator.expression.ExpressionEvaluationException;
import org.codehaus.plexus.component.configurator.expression.ExpressionEvaluator;
import org.codehaus.plexus.configuration.PlexusConfiguration;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.jspecify.annotations.Nullable;

/**
 * A goal's parameters as its fields get them: from the command line, the settings and the POM
 * together.
 */
public record EffectiveParameters(List<GivenParameter> values) {

  /** What stands in a parameter's place where only its property can set it. */
  private static final Pattern PROPERTY = Pattern.compile("\\$\\{(dropblock\\.[^}]+)}");

  /**
   * A parameter that has been given.
   *
   * @param property its name, such as {@code dropblock.epochs}
   * @param text list elements are joined by commas
   * @param byDefault empty where there is no default
   */
  public record GivenParameter(String property, String text, Optional<String> byDefault) {}

  public EffectiveParameters {
    values = List.copyOf(values);
  }

  public static EffectiveParameters of(MojoExecution execution, ExpressionEvaluator evaluator) {
    List<GivenParameter> values = new ArrayList<>();
    for (PlexusConfiguration declared :
        execution.getMojoDescriptor().getMojoConfiguration().getChildren()) {
      Optional<String> property = property(declared);
      Xpp3Dom given = execution.getConfiguration().getChild(declared.getName());
      if (property.isPresent() && given != null) {
        text(given, evaluator)
            .map(
                text ->
                    new GivenParameter(
                        property.get(),
                        text,
                        evaluated(declared.getAttribute("default-value"), evaluator)))
            .ifPresent(values::add);
      }
    }
    return new EffectiveParameters(values);
  }

  /** The property that sets a parameter, if one does. */
  public static Optional<String> property(PlexusConfiguration declared) {
    Matcher matcher = PROPERTY.matcher(declared.getValue() == null ? "" : declared.getValue());
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  private static Optional<String> text(Xpp3Dom given, ExpressionEvaluator evaluator) {
    if (given.getChildCount() == 0) {
      return evaluated(given.getValue(), evaluator);
    }
    return Optional.of(
        String.join(
            ",",
            Stream.of(given.getChildren())
                .flatMap(child -> text(child, evaluator).stream())
                .toList()));
  }

  private static Optional<String> evaluated(@Nullable String text, ExpressionEvaluator evaluator) {
    try {
      return Optional.ofNullable(text == null ? null : evaluator.evaluate(text))
          .map(Object::toString);
    } catch (ExpressionEvaluationException e) {
      throw new IllegalArgumentException("'%s' can't be evaluated".formatted(text), e);
    }
  }

  /**
   * An empty value is most often a variable that is not set; a path made of it is the current
   * folder.
   *
   * @throws IllegalArgumentException naming the parameter
   */
  public void requireNoneEmpty() {
    for (GivenParameter value : values) {
      if (value.text().isBlank()) {
        throw new IllegalArgumentException(
            "-D%s is empty; give it a value, or leave it out".formatted(value.property()));
      }
    }
  }

  /** Those that differ from their defaults, as a command line has them, in alphabetical order. */
  public List<String> flags() {
    return values.stream()
        .filter(value -> !value.byDefault().equals(Optional.of(value.text())))
        .map(value -> "-D" + value.property() + "=" + value.text())
        .sorted()
        .toList();
  }
}
