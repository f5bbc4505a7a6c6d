package io.github.dropblock.harness.fetch;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Fetches a file in a JVM that tests can kill. */
final class FetchMain {
  private FetchMain() {}

  /** Starts one that downloads it. */
  static Process download(URI from, String sha256, Path file) throws IOException {
    return start(file, sha256, from.toString());
  }

  /** Starts one that lets npm, or a script in its place, bring it. */
  static Process npm(Path script, String sha256, Path file) throws IOException {
    return start(file, sha256, "sh", script.toString());
  }

  private static Process start(Path file, String sha256, String... how) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                FetchMain.class.getName(),
                file.toString(),
                sha256));
    command.addAll(List.of(how));
    return new ProcessBuilder(command).inheritIO().start();
  }

  /**
   * @param arguments a file, its SHA-256, and its address or the command in npm's place
   */
  public static void main(String[] arguments) throws Exception {
    Path file = Path.of(arguments[0]);
    List<String> how = List.of(arguments).subList(2, arguments.length);
    if (how.size() == 1) {
      new Download(
              URI.create(how.get(0)), arguments[1], Duration.ofMillis(1), Connector.OF_THIS_JVM)
          .to(file, (bytes, total) -> {});
    } else {
      new NpmPackage("some@1.0.0", arguments[1], how).to(file);
    }
  }
}
