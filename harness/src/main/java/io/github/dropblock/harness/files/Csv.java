package io.github.dropblock.harness.files;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.RuntimeJsonMappingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.github.dropblock.harness.remedy.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * A CSV file of records: a header, then a line per record in the order of the record's components.
 * Numbers are written the same in every locale, names in snake case.
 */
public final class Csv<T extends Record> {
  /** A row is of about a hundred bytes; what is larger is a stranger's, to fill the memory. */
  private static final long MOST_BYTES = 256 << 20;

  private static final CsvMapper MAPPER =
      CsvMapper.csvBuilder()
          .propertyNamingStrategy(
              com.fasterxml.jackson.databind.PropertyNamingStrategies.SNAKE_CASE)
          .disable(com.fasterxml.jackson.databind.MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .disable(SerializationFeature.INDENT_OUTPUT)
          .build();

  private final Class<T> type;
  private final CsvSchema schema;

  public Csv(Class<T> type) {
    this.type = type;
    this.schema = MAPPER.schemaFor(type).withLineSeparator("\n");
  }

  /** The records as text, header first. */
  public String text(List<T> rows) {
    try {
      return MAPPER.writer(schema.withHeader()).writeValueAsString(rows);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Replaces {@code file} atomically. */
  public void write(Path file, List<T> rows) throws IOException {
    AtomicFile.write(file, text(rows));
  }

  /** Adds one record, and the header before the first. */
  public void append(Path file, T row) throws IOException {
    boolean fresh = Files.notExists(file) || Files.size(file) == 0;
    CsvSchema form = fresh ? schema.withHeader() : schema.withoutHeader();
    String line = MAPPER.writer(form).writeValueAsString(row);
    try {
      // To the disk itself: a checkpoint that follows must not outlive its epoch's row.
      Files.writeString(
          file,
          line,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND,
          StandardOpenOption.SYNC);
    } catch (IOException e) {
      throw new UnwritableFileException(file, e);
    }
  }

  /**
   * Reads the records of all complete lines: a line without an end was being written when its
   * writer died, or is being written now, be it the header. A missing file holds none.
   *
   * @throws IOException naming the file and the line that can't be read
   */
  public List<T> read(Path file) throws IOException {
    String text;
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new IOException(
            "%s does not hold rows of %s: it has more than %s MiB"
                .formatted(file, type.getSimpleName(), MOST_BYTES >> 20));
      }
      text = Files.readString(file, StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (CharacterCodingException e) {
      throw new IOException(file + " is not UTF-8 text", e);
    }
    return text.indexOf('\n') < 0 ? List.of() : parse(text, file.toString());
  }

  /**
   * Reads the records of all complete lines of a text, header first.
   *
   * @param where the text stands, for the message of a failure
   * @throws IOException naming {@code where} and the line that can't be read
   */
  public List<T> parse(String text, String where) throws IOException {
    String whole = text.substring(0, text.lastIndexOf('\n') + 1);
    try (MappingIterator<T> rows =
        MAPPER
            .readerFor(type)
            .with(schema.withHeader().withColumnReordering(true))
            .readValues(whole)) {
      return rows.readAll();
    } catch (JsonProcessingException | RuntimeJsonMappingException e) {
      throw new IOException(
          where
              + " does not hold rows of "
              + type.getSimpleName()
              + ": "
              + Printable.of(Reason.of(e).lines().findFirst().orElse("")),
          e);
    }
  }
}
