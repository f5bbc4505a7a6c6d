package io.github.dropblock.harness.images;

import io.github.dropblock.harness.files.Printable;
import java.util.List;
import java.util.regex.Pattern;

/** Archives by their names, for those who point at a folder with a zip in it. */
final class Archives {
  private static final Pattern ZIP = Pattern.compile("(?i).*\\.zip");
  private static final Pattern OTHER = Pattern.compile("(?i).*\\.(?:tar|tgz|gz|bz2|xz|7z|rar|zst)");

  private Archives() {}

  /**
   * What to add to "holds no photos", or nothing.
   *
   * @param packed whether the paths are those of an archive themselves, which can't be pointed into
   */
  static String hint(List<String> paths, boolean packed) {
    List<String> zips = paths.stream().filter(ZIP.asMatchPredicate()).sorted().toList();
    if (!zips.isEmpty()) {
      return ", but "
          + Printable.of(zips.get(0))
          + (packed ? ": unpack it, and" : ":")
          + " point -Ddropblock.data at that zip";
    }
    return paths.stream()
        .filter(OTHER.asMatchPredicate())
        .sorted()
        .findFirst()
        .map(archive -> ", but " + Printable.of(archive) + ": unpack that")
        .orElse("");
  }

  /** Whether a file is an archive that is not read, by its name. */
  static boolean isOther(String name) {
    return OTHER.matcher(name).matches();
  }
}
