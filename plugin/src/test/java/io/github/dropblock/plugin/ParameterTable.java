package io.github.dropblock.plugin;

import java.io.File;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The parameters of all goals as the plugin's descriptor has them, for docs/parameters.md. */
record ParameterTable(List<Row> rows) {
  record Row(String property, String defaultValue, String goals, String description) {
    private Row and(Row sameElsewhere) {
      return new Row(
          property,
          defaultValue,
          goals + ", " + sameElsewhere.goals,
          description.length() >= sameElsewhere.description.length()
              ? description
              : sameElsewhere.description);
    }
  }

  /** Of the plugin that has just been compiled. */
  static ParameterTable ofPlugin() {
    Map<String, Row> rows = new TreeMap<>();
    for (Element mojo : children(descriptor(), "mojo").toList()) {
      String goal = text(mojo, "goal");
      children(mojo, "parameter")
          .filter(parameter -> Boolean.parseBoolean(text(parameter, "editable")))
          .filter(parameter -> !goal.equals("help"))
          .map(parameter -> row(mojo, goal, parameter))
          .forEach(row -> rows.merge(row.property(), row, Row::and));
    }
    return new ParameterTable(List.copyOf(rows.values()));
  }

  /** Names of all goals. */
  static Set<String> goals() {
    return children(descriptor(), "mojo")
        .map(mojo -> text(mojo, "goal"))
        .collect(Collectors.toSet());
  }

  private static Row row(Element mojo, String goal, Element parameter) {
    Element value =
        children(mojo, "configuration")
            .flatMap(configuration -> children(configuration, text(parameter, "name")))
            .findFirst()
            .orElseThrow(() -> new AssertionError(text(parameter, "name") + " has no property"));
    return new Row(
        value.getTextContent().replaceAll("^\\$\\{|}$", ""),
        value.getAttribute("default-value"),
        goal,
        text(parameter, "description").replaceAll("\\s+", " "));
  }

  private static Element descriptor() {
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(new File("target/classes/META-INF/maven/plugin.xml"))
          .getDocumentElement();
    } catch (Exception e) {
      throw new AssertionError("the plugin's descriptor can't be read", e);
    }
  }

  Row row(String property) {
    return rows.stream()
        .filter(row -> row.property().equals(property))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no parameter " + property));
  }

  String markdown() {
    return Stream.concat(
            Stream.of("| parameter | default | goals | meaning |", "|---|---|---|---|"),
            rows.stream()
                .map(
                    row ->
                        "| `%s` | %s | %s | %s |"
                            .formatted(
                                row.property(),
                                row.defaultValue().isEmpty() ? "" : "`" + row.defaultValue() + "`",
                                row.goals(),
                                // Or a page would make a link of it.
                                row.description().replaceAll("\\w+://[^\\s;,]+", "`$0`"))))
        .collect(Collectors.joining("\n"));
  }

  private static Stream<Element> children(Element parent, String name) {
    NodeList nodes = parent.getElementsByTagName(name);
    return IntStream.range(0, nodes.getLength()).mapToObj(i -> (Element) nodes.item(i));
  }

  private static String text(Element parent, String name) {
    return children(parent, name).findFirst().map(Element::getTextContent).orElse("");
  }
}
