package io.github.dropblock.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.SplittableRandom;
import java.util.stream.StreamSupport;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What src/test/python/make_golden.py wrote, and the numbers that it drew to make it. */
public final class Golden {
  private Golden() {}

  /** A golden file that lies beside a test. */
  public static JsonNode read(Class<?> test, String name) throws IOException {
    try (InputStream in = test.getResourceAsStream(name)) {
      return new ObjectMapper().readTree(in);
    }
  }

  /** Uniform in −1 to 1, row by row. */
  public static INDArray drawn(long seed, long... shape) {
    INDArray array = Nd4j.create(DataType.FLOAT, shape, 'c');
    SplittableRandom random = new SplittableRandom(seed);
    for (long i = 0; i < array.length(); i++) {
      array.data().put(i, (float) (2 * random.nextDouble() - 1));
    }
    return array;
  }

  /** Numbers, row by row. */
  public static INDArray array(JsonNode numbers, long... shape) {
    return Nd4j.create(doubles(numbers), shape, 'c').castTo(DataType.FLOAT);
  }

  public static double[] doubles(JsonNode numbers) {
    return StreamSupport.stream(numbers.spliterator(), false)
        .mapToDouble(JsonNode::asDouble)
        .toArray();
  }

  public static long[] longs(JsonNode numbers) {
    return StreamSupport.stream(numbers.spliterator(), false).mapToLong(JsonNode::asLong).toArray();
  }
}
