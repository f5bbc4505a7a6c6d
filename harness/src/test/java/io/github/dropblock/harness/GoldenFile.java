package io.github.dropblock.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A file that seals an output: it lies beside a test's class, among the resources. {@code mvn -f
 * harness test -Dtest=ReportTest,ComparisonTest -Dgolden=write} writes all of them anew; look at
 * what git says has changed.
 */
public final class GoldenFile {
  private static final Path RESOURCES = Path.of("src", "test", "resources");

  private final Path file;

  public GoldenFile(Class<?> test, String name) {
    file = RESOURCES.resolve(test.getPackageName().replace('.', '/')).resolve("golden-" + name);
  }

  /** Asserts that the output is the file's text, line by line; tells the first line that is not. */
  public void assertHolds(String output) throws IOException {
    if ("write".equals(System.getProperty("golden"))) {
      Files.writeString(file, output);
    }
    List<String> expected = Files.readAllLines(file);
    List<String> lines = output.lines().toList();
    for (int i = 0; i < Math.max(expected.size(), lines.size()); i++) {
      assertThat(i < lines.size() ? lines.get(i) : "(no such line)")
          .as("%s, line %d; if the change is meant, write it with -Dgolden=write", file, i + 1)
          .isEqualTo(i < expected.size() ? expected.get(i) : "(no such line)");
    }
  }
}
