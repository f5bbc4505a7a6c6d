package io.github.dropblock.harness.verify;

import io.github.dropblock.harness.files.AtomicFile;
import io.github.dropblock.harness.files.Printable;
import io.github.dropblock.harness.remedy.RemediableException;
import io.github.dropblock.harness.remedy.Remedy;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.w3c.dom.Text;
import org.xml.sax.SAXException;

/** The report's {@code junit.xml}, to which checks are added as a suite of their own. */
final class JunitFile {
  private final Path file;
  private final String run;

  JunitFile(Path file, String run) {
    this.file = file;
    this.run = Printable.of(run);
  }

  /** Replaces the suite of earlier checks; the report's own stay. Makes the file if need be. */
  void write(List<Check> checks) throws IOException {
    try {
      Document document = read();
      Element root = document.getDocumentElement();
      suites(root).stream()
          .filter(suite -> suite.getAttribute("name").equals(className()))
          .forEach(JunitFile::remove);
      root.appendChild(suite(document, checks));
      root.appendChild(document.createTextNode("\n"));
      count(root);
      AtomicFile.write(file, text(document));
    } catch (ParserConfigurationException | TransformerException e) {
      throw new IllegalStateException("this Java can't write XML", e);
    }
  }

  private String className() {
    return "dropblock." + run + ".verify";
  }

  private Document read() throws IOException, ParserConfigurationException {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    DocumentBuilder builder = factory.newDocumentBuilder();
    builder.setErrorHandler(null);
    if (Files.notExists(file)) {
      Document fresh = builder.newDocument();
      fresh.appendChild(fresh.createElement("testsuites"));
      return fresh;
    }
    try {
      return builder.parse(file.toFile());
    } catch (SAXException e) {
      throw new RemediableException(
          "%s can't be read (%s)".formatted(file, e.getMessage()), e, Remedy.WRITE_REPORT_AGAIN);
    }
  }

  /** Of all suites together, as reporters read it at the root. */
  private static void count(Element root) {
    for (String name : List.of("tests", "failures", "errors", "skipped")) {
      int sum =
          suites(root).stream().mapToInt(suite -> Integer.parseInt(suite.getAttribute(name))).sum();
      root.setAttribute(name, String.valueOf(sum));
    }
  }

  private static void remove(Element suite) {
    if (suite.getNextSibling() instanceof Text lineEnd) {
      lineEnd.getParentNode().removeChild(lineEnd);
    }
    suite.getParentNode().removeChild(suite);
  }

  private Element suite(Document document, List<Check> checks) {
    Element suite = document.createElement("testsuite");
    long failures = count(checks, Check.Mark.FELL_SHORT);
    suite.setAttribute("name", className());
    suite.setAttribute("tests", String.valueOf(checks.size()));
    suite.setAttribute("failures", String.valueOf(failures));
    suite.setAttribute("errors", "0");
    suite.setAttribute("skipped", String.valueOf(count(checks, Check.Mark.WARNED)));
    suite.setAttribute("time", "0");
    checks.forEach(check -> add(suite, check));
    return suite;
  }

  private void add(Element suite, Check check) {
    Document document = suite.getOwnerDocument();
    Element testCase = document.createElement("testcase");
    testCase.setAttribute("classname", className());
    testCase.setAttribute("name", check.what() + ", " + check.wanted());
    testCase.setAttribute("time", "0");
    if (check.mark() == Check.Mark.NOTED) {
      Element told = document.createElement("system-out");
      told.setTextContent("wanted " + check.wanted() + ", got " + check.got());
      testCase.appendChild(told);
    } else if (!check.held()) {
      // JUnit's form knows no warning; a skipped case is what CI servers show and let pass.
      boolean failed = check.mark() == Check.Mark.FELL_SHORT;
      Element result = document.createElement(failed ? "failure" : "skipped");
      if (failed) {
        // Maven's reader takes a failure without a type for a success.
        result.setAttribute("type", "check fell short");
      }
      result.setAttribute("message", "wanted " + check.wanted() + ", got " + check.got());
      result.setTextContent(check.file());
      testCase.appendChild(result);
    }
    suite.appendChild(document.createTextNode("\n"));
    suite.appendChild(testCase);
  }

  private static long count(List<Check> checks, Check.Mark mark) {
    return checks.stream().filter(check -> check.mark() == mark).count();
  }

  private static List<Element> suites(Element root) {
    NodeList nodes = root.getElementsByTagName("testsuite");
    return IntStream.range(0, nodes.getLength()).mapToObj(i -> (Element) nodes.item(i)).toList();
  }

  private static String text(Document document) throws TransformerException {
    TransformerFactory factory = TransformerFactory.newInstance();
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    Transformer transformer = factory.newTransformer();
    transformer.setOutputProperty(OutputKeys.ENCODING, "UTF-8");
    document.setXmlStandalone(true);
    StringWriter text = new StringWriter();
    transformer.transform(new DOMSource(document), new StreamResult(text));
    return text + "\n";
  }
}
