package io.github.dropblock.harness.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.ZipException;

/** Opens photos. */
public final class ImageSources {
  /** What Kaggle's competition archive holds the training photos in. */
  private static final String INNER_ZIP = "train.zip";

  private ImageSources() {}

  /**
   * Photos of two classes in a folder or a zip: Kaggle's Dogs vs. Cats, as downloaded or unpacked;
   * {@code PetImages}; or a folder per class. Cat is label 0 and dog 1; other classes are labelled
   * in alphabetical order.
   *
   * @throws IOException saying in a line what is wrong, where, and how to mend it
   */
  public static ImageSource open(Path path) throws IOException {
    if (Files.notExists(path)) {
      throw new IOException(
          "there is no %s; point -Ddropblock.data at a zip or folder of photos, or leave it out to use drawn images"
              .formatted(path));
    }
    if (!Files.isReadable(path)) {
      throw new IOException(
          "%s may not be read; change its permissions or point -Ddropblock.data elsewhere"
              .formatted(path));
    }
    PhotoFiles files = files(path);
    try {
      Layout layout = Layout.of(files.paths(), path.toString());
      return new PhotoSource(name(path), files, layout);
    } catch (IOException | RuntimeException e) {
      files.close();
      throw e;
    }
  }

  private static PhotoFiles files(Path path) throws IOException {
    try {
      if (Files.isDirectory(path)) {
        Path inner = path.resolve(INNER_ZIP);
        return Files.exists(inner) && Files.notExists(path.resolve("train"))
            ? ZipFiles.of(inner)
            : FolderFiles.of(path);
      }
      return unwrapped(path, ZipFiles.of(path));
    } catch (ZipException e) {
      throw new IOException(
          "%s is no zip that can be read (%s); fetch it again or point -Ddropblock.data at the unpacked folder"
              .formatted(path, e.getMessage()),
          e);
    }
  }

  /** The zip of training photos in the zip, if there is one. */
  private static PhotoFiles unwrapped(Path path, ZipFiles zip) throws IOException {
    Optional<String> inner =
        zip.paths().stream()
            .filter(name -> name.equals(INNER_ZIP) || name.endsWith("/" + INNER_ZIP))
            .findFirst();
    if (inner.isEmpty()) {
      return zip;
    }
    try (zip) {
      return ZipFiles.ofEntry(zip, inner.get(), Files.size(path));
    }
  }

  private static String name(Path path) {
    Path name = path.toAbsolutePath().normalize().getFileName();
    return name == null ? path.toString() : name.toString();
  }
}
