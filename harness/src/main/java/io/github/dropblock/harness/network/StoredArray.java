package io.github.dropblock.harness.network;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * An array in an entry of a zip, as {@link Nd4j#write} leaves it. {@link Nd4j#read} reserves as
 * much memory as the array claims to need and takes what follows for numbers; here the claims are
 * held to what there is first, and to the checksum that {@link ZipFile} passes over.
 */
public final class StoredArray {
  private static final Map<String, Integer> BYTES = Map.of("HALF", 2, "FLOAT", 4, "DOUBLE", 8);
  private static final int MOST_DIMENSIONS = 32;

  private StoredArray() {}

  /**
   * Reads an array. The caller closes it.
   *
   * @throws IOException saying what is wrong, if it is not a whole array
   */
  public static INDArray read(ZipFile zip, ZipEntry entry) throws IOException {
    requireWhole(zip, entry);
    try (DataInputStream in = new DataInputStream(zip.getInputStream(entry))) {
      return Nd4j.read(in);
    }
  }

  /**
   * Looks whether an array is whole, in little memory.
   *
   * @throws IOException saying what is wrong, if it isn't
   */
  static void requireWhole(ZipFile zip, ZipEntry entry) throws IOException {
    try (CheckedInputStream checked =
            new CheckedInputStream(zip.getInputStream(entry), new CRC32());
        DataInputStream in = new DataInputStream(checked)) {
      long expected = readHeader(in);
      long found = rest(checked);
      if (found != expected) {
        throw new IOException(
            "%s has %s bytes of numbers instead of %s".formatted(entry.getName(), found, expected));
      }
      if (checked.getChecksum().getValue() != entry.getCrc()) {
        throw new IOException(entry.getName() + " does not have its checksum");
      }
    } catch (EOFException e) {
      throw new IOException(entry.getName() + " ends too soon", e);
    }
  }

  /** Bytes that follow a header in good order. */
  private static long readHeader(DataInputStream in) throws IOException {
    in.readUTF();
    long shapeLength = in.readLong();
    if (!in.readUTF().equals("LONG") || shapeLength < 4 || shapeLength > 2 * MOST_DIMENSIONS + 4) {
      throw new IOException("the array has no shape");
    }
    long[] shape = new long[(int) shapeLength];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = in.readLong();
    }
    long numbers = numbers(shape);
    in.readUTF();
    long length = in.readLong();
    Integer bytes = BYTES.get(in.readUTF());
    if (bytes == null || length != numbers) {
      throw new IOException(
          "the array's shape is of %s numbers, and it says it has %s".formatted(numbers, length));
    }
    return numbers * bytes;
  }

  /** Of ND4J's description of a shape: the rank, that many sizes and strides, and three more. */
  private static long numbers(long[] shape) throws IOException {
    if (2 * shape[0] + 4 != shape.length) {
      throw new IOException(
          "the array has %s dimensions and a shape of others".formatted(shape[0]));
    }
    long numbers = 1;
    try {
      for (int i = 1; i <= shape[0]; i++) {
        numbers = Math.multiplyExact(numbers, shape[i]);
      }
    } catch (ArithmeticException e) {
      throw new IOException("the array claims to be larger than any can be", e);
    }
    if (numbers < 1 || numbers > Long.MAX_VALUE / 8) {
      throw new IOException("the array claims to be of %s numbers".formatted(numbers));
    }
    return numbers;
  }

  private static long rest(InputStream in) throws IOException {
    byte[] buffer = new byte[1 << 16];
    long rest = 0;
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      rest += count;
    }
    return rest;
  }
}
