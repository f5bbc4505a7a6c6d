package io.github.dropblock.harness.images;

import io.github.dropblock.harness.files.Printable;
import io.github.dropblock.harness.remedy.Complaint;
import io.github.dropblock.harness.remedy.Remedy;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Archives by their names, for those who point at a folder with a zip in it. */
final class Archives {
  private static final Pattern ZIP = Pattern.compile("(?i).*\\.zip");
  private static final Pattern OTHER = Pattern.compile("(?i).*\\.(?:tar|tgz|gz|bz2|xz|7z|rar|zst)");

  private Archives() {}

  /**
   * What to add to "holds no photos", and what to do about it.
   *
   * @param packed whether the paths are those of an archive themselves, which can't be pointed into
   */
  static Complaint hint(List<String> paths, boolean packed) {
    Remedy ofZip = packed ? Remedy.UNPACK_ZIP_INSIDE : Remedy.POINT_AT_ZIP_INSIDE;
    return first(paths, ZIP)
        .map(zip -> new Complaint(", but " + zip, ofZip))
        .or(
            () ->
                first(paths, OTHER).map(other -> new Complaint(", but " + other, Remedy.UNPACK_IT)))
        .orElse(new Complaint(""));
  }

  private static Optional<String> first(List<String> paths, Pattern kind) {
    return paths.stream().filter(kind.asMatchPredicate()).sorted().findFirst().map(Printable::of);
  }

  /** Whether a file is an archive that is not read, by its name. */
  static boolean isOther(String name) {
    return OTHER.matcher(name).matches();
  }
}
