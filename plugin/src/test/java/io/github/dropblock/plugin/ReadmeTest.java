package io.github.dropblock.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReadmeTest {
  private static final String BEGIN = "<!-- parameters -->";
  private static final String END = "<!-- end of parameters -->";

  @Test
  void theTableOfParametersIsThePluginsOwn() throws java.io.IOException {
    String readme = Files.readString(Path.of("..", "README.md"));
    String table = ParameterTable.ofPlugin().markdown();

    assertThat(readme).contains(BEGIN, END);
    assertThat(
            readme.substring(readme.indexOf(BEGIN) + BEGIN.length(), readme.indexOf(END)).strip())
        .as("README.md between the parameter marks; put this table there:%n%s", table)
        .isEqualTo(table.strip());
  }
}
