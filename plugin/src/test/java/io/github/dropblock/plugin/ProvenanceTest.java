package io.github.dropblock.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dropblock.harness.backend.Versions;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProvenanceTest {
  private static final String GOAL =
      "mvn io.github.dropblock:dropblock-maven-plugin:"
          + Versions.current().dropblock()
          + ":reproduce";

  @Test
  void theCommandHasTheUsersParametersAndNothingElse() {
    Properties given = new Properties();
    given.setProperty("dropblock.seeds", "3");
    given.setProperty("dropblock.networks", "alexnet,vgg-16");
    given.setProperty("maven.test.skip", "true");

    assertThat(Provenance.command(given))
        .isEqualTo(GOAL + " -Ddropblock.networks=alexnet,vgg-16 -Ddropblock.seeds=3");
  }

  @Test
  void theCommandQuotesForAShell() {
    Properties given = new Properties();
    given.setProperty("dropblock.data", "/my photos/cat's");

    assertThat(Provenance.command(given))
        .isEqualTo(GOAL + " '-Ddropblock.data=/my photos/cat'\\''s'");
  }

  @Test
  void aFolderOutsideGitHasNoRevision(@TempDir Path folder) {
    assertThat(Provenance.revision(folder.toFile())).isNull();
  }
}
