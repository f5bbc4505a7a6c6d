package io.github.dropblock.harness.images;

import io.github.dropblock.harness.remedy.RemediableException;
import io.github.dropblock.harness.remedy.Remedy;
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
   * {@code PetImages}; a folder per class; or the cats and dogs of CIFAR-10, a tar.gz or unpacked.
   * Cat is label 0 and dog 1; other classes are labelled in alphabetical order.
   *
   * @param cache folder that a zip in the zip is unpacked into, for as long as the source is open
   * @throws IOException saying in a line what is wrong and where
   */
  public static ImageSource open(Path path, Path cache) throws IOException {
    requireReadable(path);
    Cifar10Files cifar = new Cifar10Files(path);
    if (cifar.looksRight()) {
      return Cifar10Source.catsAndDogs(cifar);
    }
    PhotoFiles files = files(path, cache);
    try {
      Layout layout = Layout.of(files, path.toString());
      return new PhotoSource(name(path), files, layout);
    } catch (IOException | RuntimeException e) {
      files.close();
      throw e;
    }
  }

  /**
   * What a fine-tuned network learns before it sees cats and dogs, where CIFAR-10 is at hand: its
   * other eight classes. Empty where it is not.
   *
   * @param given CIFAR-10, if the user wants that
   * @param data that the task's images come from; empty for drawn ones
   * @throws IOException saying in a line what is wrong and where
   */
  public static Optional<ImageSource> sourceTask(Optional<Path> given, Optional<Path> data)
      throws IOException {
    if (given.isPresent()) {
      requireReadable(given.get());
    }
    Optional<Cifar10Files> cifar =
        given
            .map(Cifar10Files::new)
            .or(() -> data.map(Cifar10Files::new).filter(Cifar10Files::looksRight));
    return cifar.isPresent()
        ? Optional.of(Cifar10Source.otherClasses(cifar.get()))
        : Optional.empty();
  }

  /** What a fine-tuned network learns first, in words; neither file need be there yet. */
  public static String sourceTaskInWords(Optional<Path> given, Optional<Path> data) {
    return given.or(() -> data.filter(path -> new Cifar10Files(path).looksRight())).isPresent()
        ? "photos of CIFAR-10's other eight classes"
        : "drawn animals of other kinds";
  }

  private static void requireReadable(Path path) throws IOException {
    if (Files.notExists(path)) {
      throw new RemediableException(
          "there is no " + path, Remedy.POINT_AT_PHOTOS, Remedy.USE_DRAWN_IMAGES);
    }
    if (!Files.isReadable(path)) {
      throw new RemediableException(
          path + " may not be read", Remedy.CHANGE_PERMISSIONS, Remedy.POINT_ELSEWHERE);
    }
  }

  private static PhotoFiles files(Path path, Path cache) throws IOException {
    try {
      if (Files.isDirectory(path)) {
        Path inner = path.resolve(INNER_ZIP);
        return Files.exists(inner) && Files.notExists(path.resolve("train"))
            ? ZipFiles.of(inner)
            : FolderFiles.of(path);
      }
      return unwrapped(path, ZipFiles.of(path), cache);
    } catch (ZipException e) {
      if (Archives.isOther(path.toString())) {
        throw new RemediableException(
            path + " is an archive that is not a zip", e, Remedy.UNPACK_DATA);
      }
      if (String.valueOf(e.getMessage()).contains("encrypted")) {
        throw new RemediableException(path + " is a zip with a password", e, Remedy.UNPACK_DATA);
      }
      throw new RemediableException(
          "%s is not a zip that can be read (%s)".formatted(path, e.getMessage()),
          e,
          Remedy.FETCH_AGAIN,
          Remedy.POINT_AT_UNPACKED);
    }
  }

  /** The zip of training photos in the zip, if there is one. */
  private static PhotoFiles unwrapped(Path path, ZipFiles zip, Path cache) throws IOException {
    Optional<String> inner =
        zip.paths().stream()
            .filter(name -> name.equals(INNER_ZIP) || name.endsWith("/" + INNER_ZIP))
            .findFirst();
    if (inner.isEmpty()) {
      return zip;
    }
    try (zip) {
      return ZipFiles.ofEntry(zip, inner.get(), Files.size(path), cache);
    }
  }

  private static String name(Path path) {
    Path name = path.toAbsolutePath().normalize().getFileName();
    return name == null ? path.toString() : name.toString();
  }
}
