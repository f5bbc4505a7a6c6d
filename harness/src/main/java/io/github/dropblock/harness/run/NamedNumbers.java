package io.github.dropblock.harness.run;

import io.github.dropblock.harness.files.AtomicFile;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Arrays of numbers by name, such as a network's gradients, to be held against those that another
 * backend came to.
 *
 * @param arrays by name, in the order they came up
 */
public record NamedNumbers(Map<String, float[]> arrays) {
  public NamedNumbers {
    arrays = new LinkedHashMap<>(arrays);
  }

  /**
   * How far an array is from another one, in a measure that the many small numbers of a gradient
   * don't spoil: the length of the difference over the length of the expected. 0 for equal arrays;
   * not a number, where one holds what is not a number.
   */
  public static double distance(float[] expected, float[] actual) {
    if (expected.length != actual.length) {
      throw new IllegalArgumentException(
          "%s numbers are held against %s".formatted(actual.length, expected.length));
    }
    double difference = 0;
    double length = 0;
    for (int i = 0; i < expected.length; i++) {
      difference += Math.pow((double) actual[i] - expected[i], 2);
      length += Math.pow(expected[i], 2);
    }
    return difference == 0 ? 0 : Math.sqrt(difference / length);
  }

  /** Replaces {@code file}: for each array its name, how many numbers, and those. */
  public void write(Path file) throws IOException {
    AtomicFile.write(
        file,
        out -> {
          DataOutputStream data = new DataOutputStream(out);
          data.writeInt(arrays.size());
          for (Map.Entry<String, float[]> array : arrays.entrySet()) {
            data.writeUTF(array.getKey());
            data.writeInt(array.getValue().length);
            for (float number : array.getValue()) {
              data.writeFloat(number);
            }
          }
          data.flush();
        });
  }

  /** Reads what {@link #write} wrote. */
  public static NamedNumbers read(Path file) throws IOException {
    Map<String, float[]> arrays = new LinkedHashMap<>();
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      for (int left = in.readInt(); left > 0; left--) {
        String name = in.readUTF();
        float[] numbers = new float[in.readInt()];
        for (int i = 0; i < numbers.length; i++) {
          numbers[i] = in.readFloat();
        }
        arrays.put(name, numbers);
      }
    }
    return new NamedNumbers(arrays);
  }
}
