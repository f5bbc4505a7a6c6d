package io.github.dropblock.harness.images;

import io.github.dropblock.harness.files.Sha256;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Which of a source's images train, validate and test.
 *
 * @param images to use at most, over all classes; ignored where {@code file} is given
 * @param file a split manifest to repeat; empty to choose and split by {@link Splitter}'s rule
 * @param cache folder that remembers splits, since every image is read and many are decoded to
 *     choose
 */
public record SplitChoice(int images, Optional<Path> file, Path cache) {
  /**
   * Part of the names in the cache: another number for another rule, and for a decoder that accepts
   * other photos, since a remembered split also remembers what was left out.
   */
  private static final int VERSION = 4;

  /** Of SHA-256s in names: enough against accidents. */
  private static final int DIGITS = 16;

  /**
   * The split of a source.
   *
   * @param progress hears how many images have been looked at
   * @throws IOException in a line for the user, if images are missing, too few or not those that
   *     the manifest was made from
   */
  public SplitManifest of(ImageSource source, ImageProgress progress) throws IOException {
    if (file.isPresent()) {
      return new SplitCheck(file.get(), source).manifest(progress);
    }
    Optional<String> stamp = source.stamp();
    if (stamp.isEmpty()) {
      return SplitManifest.of(source, images, progress);
    }
    String key = Sha256.of(source.description() + "\n" + stamp.get()).substring(0, DIGITS);
    String prefix = key + "-" + images + "-v" + VERSION + "-";
    Optional<SplitManifest> remembered = remembered(prefix);
    if (remembered.isPresent()) {
      return remembered.get();
    }
    SplitManifest manifest = SplitManifest.of(source, images, progress);
    manifest.write(cache.resolve(name(prefix, manifest)));
    return manifest;
  }

  /** Its name ends in what its content's digest begins with, so that a changed one is noticed. */
  private static String name(String prefix, SplitManifest manifest) {
    return prefix + manifest.fingerprint().substring(0, DIGITS) + ".split";
  }

  /** Deletes what is damaged. */
  private Optional<SplitManifest> remembered(String prefix) throws IOException {
    if (Files.notExists(cache)) {
      return Optional.empty();
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(cache, prefix + "*.split")) {
      for (Path file : files) {
        try {
          SplitManifest manifest = SplitManifest.read(file);
          if (file.endsWith(name(prefix, manifest))) {
            return Optional.of(manifest);
          }
        } catch (IOException e) {
          // It goes the way of the changed ones.
        }
        Files.deleteIfExists(file);
      }
    }
    return Optional.empty();
  }
}
