package io.github.dropblock.harness.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every kind of photo looks as it does to an independent program: Pillow's pixels of the files that
 * {@code src/test/python/make_photos.py} made.
 */
class PhotoFixturesTest {
  private static final int SIDE = 32;

  /** Of 255; programs round chroma, and CMYK, each in its own way. */
  private static final int ROUNDING = 3;

  static Stream<String> photos() throws IOException {
    Iterator<String> names = looks().fieldNames();
    return StreamSupport.stream(((Iterable<String>) () -> names).spliterator(), false);
  }

  @ParameterizedTest
  @MethodSource("photos")
  void looksAsPillowShowsIt(String photo) throws IOException {
    byte[] planes = PhotoDecoder.decode(resource(photo).readAllBytes(), SIDE).planes();

    JsonNode squares = looks().get(photo);
    for (int square = 0; square < 4; square++) {
      int middle = (square / 2 * 16 + 8) * SIDE + square % 2 * 16 + 8;
      for (int channel = 0; channel < 3; channel++) {
        assertThat(planes[channel * SIDE * SIDE + middle] & 0xFF)
            .as("channel %d of square %d", channel, square)
            .isCloseTo(squares.get(square).get(channel).asInt(), within(ROUNDING));
      }
    }
  }

  private static JsonNode looks() throws IOException {
    return new ObjectMapper().readTree(resource("looks.json"));
  }

  private static InputStream resource(String name) {
    return PhotoFixturesTest.class.getResourceAsStream("photos/" + name);
  }
}
