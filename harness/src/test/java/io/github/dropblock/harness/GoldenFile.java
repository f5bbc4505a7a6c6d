package io.github.dropblock.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

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

  /** Asserts that the output is the file's text, line ends aside. */
  public void assertHolds(String output) throws IOException {
    if ("write".equals(System.getProperty("golden"))) {
      Files.writeString(file, output);
    }
    assertThat(output)
        .as("%s; if the change is meant, write it with -Dgolden=write", file)
        .isEqualToNormalizingNewlines(Files.readString(file));
  }
}
