package io.github.dropblock.plugin.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ForkClassPathTest {
  @Test
  void whatIsWrongComesFirstHoweverManyAskedForIt() {
    Exception chain =
        new IOException(
            "failed to collect dependencies for a:b:1 -> c:d:2",
            new IOException(
                "could not transfer c:d:2 from mirror",
                new IOException("checksum validation failed, no checksums available\nmore")));
    assertThat(ForkClassPath.reason(chain))
        .isEqualTo("checksum validation failed, no checksums available");
  }
}
