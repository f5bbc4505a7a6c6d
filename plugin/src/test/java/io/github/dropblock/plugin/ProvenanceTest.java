package io.github.dropblock.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dropblock.harness.backend.ArtifactVersions;
import io.github.dropblock.plugin.parameters.EffectiveParameters;
import io.github.dropblock.plugin.parameters.EffectiveParameters.GivenParameter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProvenanceTest {
  private static final String GOAL =
      "mvn io.github.dropblock:dropblock-maven-plugin:"
          + ArtifactVersions.current().dropblock()
          + ":reproduce";

  @Test
  void theCommandHasTheParametersThatDifferFromTheirDefaults() {
    assertThat(
            Provenance.command(
                given(
                    new GivenParameter("dropblock.seeds", "3", Optional.of("1")),
                    new GivenParameter(
                        "dropblock.networks", "alexnet,vgg-16", Optional.of("alexnet")),
                    new GivenParameter("dropblock.backend", "cpu", Optional.of("cpu")))))
        .isEqualTo(GOAL + " -Ddropblock.networks=alexnet,vgg-16 -Ddropblock.seeds=3");
  }

  @Test
  void theCommandQuotesForAShell() {
    assertThat(
            Provenance.command(
                given(new GivenParameter("dropblock.data", "/my photos/cat's", Optional.empty()))))
        .isEqualTo(GOAL + " '-Ddropblock.data=/my photos/cat'\\''s'");
  }

  @Test
  void theCommandHasNothingOfSparksSettingsWhichMayBeSecrets() {
    assertThat(
            Provenance.command(
                given(
                    new GivenParameter("dropblock.spark", "spark://host:7077", Optional.empty()),
                    new GivenParameter(
                        "dropblock.sparkConf",
                        "spark.authenticate.secret=hush",
                        Optional.empty()))))
        .isEqualTo(GOAL + " -Ddropblock.spark=spark://host:7077");
  }

  private static EffectiveParameters given(GivenParameter... values) {
    return new EffectiveParameters(List.of(values));
  }

  @Test
  void aFolderOutsideGitHasNoRevision(@TempDir Path folder) {
    assertThat(Provenance.revision(folder.toFile())).isNull();
  }
}
