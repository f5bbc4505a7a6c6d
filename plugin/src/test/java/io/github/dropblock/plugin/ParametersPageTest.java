package io.github.dropblock.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ParametersPageTest {
  private static final String BEGIN = "<!-- parameters -->";
  private static final String END = "<!-- end of parameters -->";

  @Test
  void theTableOfParametersIsThePluginsOwn() throws java.io.IOException {
    String page = Files.readString(Path.of("..", "docs", "parameters.md"));
    String table = ParameterTable.ofPlugin().markdown();

    assertThat(page).contains(BEGIN, END);
    assertThat(page.substring(page.indexOf(BEGIN) + BEGIN.length(), page.indexOf(END)).strip())
        .as("docs/parameters.md between the parameter marks; put this table there:%n%s", table)
        .isEqualTo(table.strip());
  }
}
