package io.github.dropblock.harness.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What is asked of every page that this project makes, in a real browser. */
public record Page(Browser browser, Path file) {
  private static final String TAB = "Tab";
  private static final int TAB_CODE = 9;

  /** Serious and critical findings of axe-core, with the first element of each. */
  private static final String AXE =
      """
      axe.run(document, {resultTypes: ['violations']}).then(found => found.violations
        .filter(rule => rule.impact === 'serious' || rule.impact === 'critical')
        .map(rule => rule.id + ' (' + rule.nodes.length + '): ' + rule.nodes[0].html.slice(0, 200)
          + ' ' + rule.nodes[0].failureSummary).join('\\n'))
      """;

  /** Elements that stick out of the window, except in a part that scrolls by itself. */
  private static final String STICKING_OUT =
      """
      document.documentElement.scrollWidth > document.documentElement.clientWidth
        ? [...document.querySelectorAll('body *')]
            .filter(each => each.getBoundingClientRect().right > innerWidth + 1
              && !each.closest('.scroll') && !each.closest('pre'))
            .slice(0, 5).map(each => each.outerHTML.slice(0, 150)).join('\\n') || 'the page'
        : ''
      """;

  private static final String EVERYTHING_OPEN =
      "document.querySelectorAll('details').forEach(each => each.open = true)";

  /** Anyone can read it: nothing on the console, nothing sideways, nothing that axe finds grave. */
  public void assertReadable(int width, String scheme) throws IOException, InterruptedException {
    browser.look(width, 900, scheme);
    browser.open(file);
    assertThat(text("document.title")).isNotBlank();
    assertThat(browser.evaluate("innerWidth").asInt()).isEqualTo(width);
    assertThat(browser.evaluate("matchMedia('(prefers-color-scheme: dark)').matches").asBoolean())
        .isEqualTo(scheme.equals("dark"));

    assertThat(text(STICKING_OUT)).as("sticks out").isEmpty();
    browser.evaluate(EVERYTHING_OPEN);
    assertThat(text(STICKING_OUT)).as("sticks out with everything open").isEmpty();
    browser.evaluate(axe());
    assertThat(text(AXE)).as("axe-core").isEmpty();
    assertThat(browser.complaints()).as("console").isEmpty();
  }

  /** On A4 paper nothing is cut off at the right, not even what scrolls on a screen. */
  public void assertPrintable() throws IOException, InterruptedException {
    int width = 718; // 210 mm less margins of 10 mm, at 96 pixels an inch
    browser.look(width, 1000, "light");
    browser.print();
    browser.open(file);

    assertThat(
            text(
                "[...document.querySelectorAll('table, svg, img, pre')].filter(each =>"
                    + " each.getBoundingClientRect().right > innerWidth + 1).map(each =>"
                    + " each.outerHTML.slice(0, 150)).join('\\n')"))
        .isEmpty();
  }

  /** The first press of the tabulator shows a link that leads past the head of the page. */
  public void assertSkipLink() throws IOException, InterruptedException {
    browser.look(1000, 900, "light");
    browser.open(file);
    browser.press(TAB, TAB_CODE);

    JsonNode left =
        browser.evaluate(
            "document.activeElement.matches('a.skip')"
                + " && document.querySelector(document.activeElement.hash) !== null"
                + " && document.activeElement.getBoundingClientRect().left");
    assertThat(left.isNumber()).as("focus on a skip link that leads somewhere").isTrue();
    assertThat(left.asDouble()).isNotNegative();
  }

  /** A script that found its way into the page would not run, and the browser would say so. */
  public void assertScriptsAreForbidden() throws IOException, InterruptedException {
    Path copy = file.resolveSibling("with-a-script.html");
    String script = "<script>document.title = 'it ran'</script></body>";
    Files.writeString(copy, Files.readString(file).replace("</body>", script));
    browser.open(copy);

    assertThat(text("document.title")).isNotEqualTo("it ran");
    assertThat(browser.complaints())
        .singleElement()
        .asString()
        .contains("Content Security Policy", "default-src 'none'");
  }

  private String text(String expression) throws IOException, InterruptedException {
    return browser.evaluate(expression).asText();
  }

  private static String axe() throws IOException {
    try (InputStream in = Page.class.getResourceAsStream("/axe.min.js")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
