package io.github.dropblock.harness.data;

import io.github.dropblock.harness.files.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Which of a source's images train, validate and test.
 *
 * @param images to use at most, over all classes; of no account where {@code file} is given
 * @param file a split manifest to repeat; empty to choose and split by {@link Splitter}'s rule
 * @param cache folder that remembers splits, since every image is read and many are decoded to
 *     choose
 */
public record SplitChoice(int images, Optional<Path> file, Path cache) {
  /** Part of the names in the cache: another rule, another number. */
  private static final int VERSION = 1;

  /**
   * The split of a source.
   *
   * @param progress hears how many images have been looked at
   * @throws IOException in a line for the user, if images are missing, too few or not those that
   *     the manifest was made from
   */
  public SplitManifest of(ImageSource source, Progress progress) throws IOException {
    if (file.isPresent()) {
      return new SplitCheck(file.get(), source).manifest(progress);
    }
    Optional<String> stamp = source.stamp();
    if (stamp.isEmpty()) {
      return SplitManifest.of(source, images, progress);
    }
    String key = Sha256.of(source.description() + "\n" + stamp.get()).substring(0, 16);
    Path remembered = cache.resolve("%s-%d-v%d.split".formatted(key, images, VERSION));
    if (Files.exists(remembered)) {
      try {
        return SplitManifest.read(remembered);
      } catch (IOException e) {
        Files.delete(remembered); // damaged: it is made anew
      }
    }
    SplitManifest manifest = SplitManifest.of(source, images, progress);
    manifest.write(remembered);
    return manifest;
  }
}
