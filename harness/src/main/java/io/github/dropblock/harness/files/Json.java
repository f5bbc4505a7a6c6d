package io.github.dropblock.harness.files;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How this project's records stand in JSON files. */
public final class Json {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
          .build();

  private Json() {}

  /**
   * Reads a record.
   *
   * @throws IOException naming the file, if it is missing or holds something else
   */
  public static <T> T read(Path file, Class<T> type) throws IOException {
    try {
      return MAPPER.readValue(Files.readAllBytes(file), type);
    } catch (JsonProcessingException e) {
      throw new IOException(
          "%s does not hold a %s: %s".formatted(file, type.getSimpleName(), e.getOriginalMessage()),
          e);
    }
  }

  /** Replaces {@code file} atomically by a record. */
  public static void write(Path file, Object value) throws IOException {
    AtomicFile.write(file, text(value) + "\n");
  }

  /** A record as indented JSON. */
  public static String text(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A record as a tree, to compare it with another. */
  public static JsonNode tree(Object value) {
    return MAPPER.valueToTree(value);
  }
}
