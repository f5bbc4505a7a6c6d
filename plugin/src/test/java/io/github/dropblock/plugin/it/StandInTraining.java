package io.github.dropblock.plugin.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * Takes the place of the training in a cell's JVM, as an agent of it: leaves what a real cell has
 * left, and writes down when, where and on which GPU it was at work. That JVM has no other class of
 * these tests.
 */
public final class StandInTraining {
  /** What a GPU's address begins with that no cell can use. */
  static final String UNUSABLE = "unusable";

  private static final int WRONG_BACKEND = 66;
  private static final long MILLIS = 1000;

  private StandInTraining() {}

  /** As a jar that a JVM takes for an agent. */
  static Path jar(Path file) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest
        .getMainAttributes()
        .put(new Attributes.Name("Premain-Class"), StandInTraining.class.getName());
    String entry = StandInTraining.class.getName().replace('.', '/') + ".class";
    try (OutputStream out = Files.newOutputStream(file);
        JarOutputStream jar = new JarOutputStream(out, manifest);
        InputStream code = StandInTraining.class.getClassLoader().getResourceAsStream(entry)) {
      jar.putNextEntry(new JarEntry(entry));
      code.transferTo(jar);
      jar.closeEntry();
    }
    return file;
  }

  /**
   * @param argument folder of a cell that was trained; shifts are written down beside it
   */
  public static void premain(String argument) throws IOException, InterruptedException {
    Path trained = Path.of(argument);
    Path cell = Path.of("");
    String gpu = String.valueOf(System.getenv("CUDA_VISIBLE_DEVICES"));
    if (gpu.startsWith(UNUSABLE)) {
      Runtime.getRuntime().halt(WRONG_BACKEND);
    }
    long from = System.nanoTime();
    Thread.sleep(MILLIS);
    for (String name :
        List.of("metrics.csv", "checkpoint.zip", "predictions.csv", "SHA256SUMS", "result.json")) {
      Files.copy(trained.resolve(name), cell.resolve(name));
    }
    String settings = Files.readString(cell.resolve("settings.json"));
    String network = settings.contains("RESNET_34") ? "resnet" : "alexnet";
    Files.writeString(
        trained.resolveSibling(StandInShift.FILE),
        String.join(
                " ",
                System.getProperty("user.home"),
                gpu,
                network,
                Long.toString(from),
                Long.toString(System.nanoTime()))
            + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
    // At once: the training must not begin.
    Runtime.getRuntime().halt(0);
  }
}
