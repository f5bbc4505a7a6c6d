package io.github.dropblock.harness.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  record Sample(int schema, String name) {
    Sample {
      Schema.require(schema, 2);
      Objects.requireNonNull(name, "name");
    }
  }

  private static Sample read(String text) throws IOException {
    return Json.read(text.getBytes(StandardCharsets.UTF_8), Sample.class, "sample.json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "null", "[]", "{", "{\"schema\": \"x\"}", "\u0000", "{\"schema\": 1e999}"})
  void whatIsNoRecordIsRefusedByName(String text) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("sample.json does not hold a Sample: ");
  }

  /** As a full disk, or a crash, leaves it. */
  @ParameterizedTest
  @ValueSource(strings = {"", "\n", " \r\n\t"})
  void anEmptyFileIsToldAsOne(String text) {
    assertThatThrownBy(() -> read(text))
        .hasMessage("sample.json does not hold a Sample: the file is empty");
  }

  @Test
  void aDamagedFileIsToldInALine(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("sample.json"), "{\n  \"name\" : \"x");
    assertThatThrownBy(() -> Json.read(file, Sample.class))
        .hasMessageEndingWith("is not valid JSON; the file is damaged or cut short")
        .hasMessageMatching(".*: line \\d+, column \\d+ is not valid JSON.*");
  }

  @Test
  void whatIsMissingIsNamed() {
    assertThatThrownBy(() -> read("{\"schema\": 1}"))
        .hasMessage("sample.json does not hold a Sample: name is missing");
  }

  @Test
  void deepNestingIsRefusedBeforeItFillsTheStack() {
    String deep = "{\"more\": " + "[".repeat(100_000);
    assertThatThrownBy(() -> read(deep))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("nesting depth");
  }

  @Test
  void earlierFormsAreRead() throws IOException {
    assertThat(read("{\"schema\": 1, \"name\": \"a\"}")).isEqualTo(new Sample(1, "a"));
  }

  @Test
  void aLaterVersionsFormIsRefused() {
    assertThatThrownBy(() -> read("{\"schema\": 3, \"name\": \"a\"}"))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "sample.json does not hold a Sample: its schema is 3, and this version reads 1 to 2;"
                + " use the version that wrote it, or a newer one");
  }
}
