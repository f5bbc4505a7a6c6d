package io.github.dropblock.harness.files;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;

/** How this project's records stand in JSON files. */
public final class Json {
  /** Those of this project are of kilobytes; what is larger is a stranger's, to fill the memory. */
  private static final long MOST_BYTES = 64 << 20;

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
    if (Files.size(file) > MOST_BYTES) {
      throw new IOException(
          "%s does not hold %s: it has more than %s MiB"
              .formatted(file, named(type), MOST_BYTES >> 20));
    }
    return read(Files.readAllBytes(file), type, file.toString());
  }

  /**
   * Reads a record from the content of a file.
   *
   * @param where the content stands, for the message of a failure
   * @throws IOException naming {@code where}, if it is not such a record
   */
  public static <T> T read(byte[] content, Class<T> type, String where) throws IOException {
    if (isBlank(content)) {
      throw new IOException("%s does not hold %s: the file is empty".formatted(where, named(type)));
    }
    try {
      T value = MAPPER.readValue(content, type);
      if (value == null) {
        throw new IOException("%s does not hold %s: null".formatted(where, named(type)));
      }
      return value;
    } catch (JsonProcessingException e) {
      throw new IOException("%s does not hold %s: %s".formatted(where, named(type), reason(e)), e);
    }
  }

  private static String named(Class<?> type) {
    return type == JsonNode.class ? "JSON" : "a " + type.getSimpleName();
  }

  private static boolean isBlank(byte[] content) {
    return IntStream.range(0, content.length).allMatch(i -> Character.isWhitespace(content[i]));
  }

  /** A record's own words where it refuses its values, else Jackson's. Both quote the file. */
  private static String reason(JsonProcessingException e) {
    if (e instanceof StreamReadException || e.getCause() instanceof StreamReadException) {
      // Jackson's own words go over several lines, and repeat the place.
      JsonLocation at = e.getLocation();
      return "line %s, column %s is not valid JSON; the file is damaged or cut short"
          .formatted(at.getLineNr(), at.getColumnNr());
    }
    if (!(e instanceof ValueInstantiationException) || e.getCause() == null) {
      return Printable.of(e.getOriginalMessage());
    }
    String own = Printable.of(String.valueOf(e.getCause().getMessage()));
    return e.getCause() instanceof NullPointerException ? own + " is missing" : own;
  }

  /** Replaces {@code file} atomically by a record. */
  public static void write(Path file, Object value) throws IOException {
    AtomicFile.write(file, text(value) + "\n");
  }

  /** A record as indented JSON, with escapes for what would turn a line of it round on a screen. */
  public static String text(Object value) {
    try {
      // What is left unfit stands in texts alone, where its escape is read as the same.
      return Printable.keeping("\r\n", MAPPER.writeValueAsString(value));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A record as a tree, to compare it with another. */
  public static JsonNode tree(Object value) {
    return MAPPER.valueToTree(value);
  }
}
