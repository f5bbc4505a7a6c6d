package io.github.dropblock.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class WrapperTest {
  /** {@code mvnw} puts {@code MVNW_REPOURL} in the place of what comes before that. */
  @Test
  void itsAddressIsThatOfARepositorySoThatAMirrorCanStandInForIt() throws IOException {
    Properties wrapper = new Properties();
    try (InputStream in =
        Files.newInputStream(Path.of("..", ".mvn", "wrapper", "maven-wrapper.properties"))) {
      wrapper.load(in);
    }
    String version = wrapper.getProperty("distributionUrl").replaceAll(".*-maven-(.+)-bin.*", "$1");
    assertThat(wrapper.getProperty("distributionUrl"))
        .endsWith(
            "/org/apache/maven/apache-maven/%1$s/apache-maven-%1$s-bin.zip".formatted(version));
  }
}
