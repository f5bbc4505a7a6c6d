package io.github.dropblock.harness.images;

import io.github.dropblock.harness.files.Printable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which photos of a folder or zip belong to which class. Either the file names tell, as Kaggle's do
 * ({@code train/cat.0.jpg}), or the folders that the photos lie in ({@code PetImages/Cat/0.jpg}).
 *
 * @param kaggle whether it is Kaggle's layout
 * @param classes names of labels 0 and 1
 * @param entries all photos, ordered by path
 */
record Layout(boolean kaggle, List<String> classes, List<ImageEntry> entries) {
  private static final List<String> CAT_DOG = List.of("cat", "dog");

  private static final Pattern PHOTO =
      Pattern.compile("(?:.*/)?[^./][^/]*\\.(?:jpe?g|png|bmp|gif)", Pattern.CASE_INSENSITIVE);

  private static final Pattern KAGGLE =
      Pattern.compile("(?:.*/)?(cat|dog)\\.\\d+\\.jpe?g", Pattern.CASE_INSENSITIVE);

  private static final String EXPECTED =
      "point -Ddropblock.data at Kaggle's Dogs vs. Cats (train/cat.0.jpg) or at two folders of "
          + "photos, one per class";

  /**
   * @param where the files come from, for messages
   * @throws IOException if they are no photos of two classes
   */
  static Layout of(List<String> paths, String where) throws IOException {
    List<String> photos =
        paths.stream()
            .filter(path -> PHOTO.matcher(path).matches() && !path.startsWith("__MACOSX/"))
            .sorted()
            .toList();
    if (photos.isEmpty()) {
      throw new IOException(
          "%s holds no photos (jpg, png, bmp, gif); %s".formatted(where, EXPECTED));
    }
    List<ImageEntry> named =
        photos.stream().flatMap(path -> labelledByName(path).stream()).toList();
    if (!named.isEmpty()) {
      return checked(new Layout(true, CAT_DOG, named), where);
    }
    return checked(labelledByFolder(photos, where), where);
  }

  private static Optional<ImageEntry> labelledByName(String path) {
    Matcher name = KAGGLE.matcher(path);
    return name.matches()
        ? Optional.of(new ImageEntry(path, CAT_DOG.indexOf(name.group(1).toLowerCase(Locale.ROOT))))
        : Optional.empty();
  }

  private static Layout labelledByFolder(List<String> photos, String where) throws IOException {
    TreeMap<String, List<String>> folders = new TreeMap<>(Comparator.naturalOrder());
    for (String path : photos) {
      folders.computeIfAbsent(folder(path), name -> new ArrayList<>()).add(path);
    }
    if (folders.keySet().stream().anyMatch(name -> CAT_DOG.contains(singular(name)))) {
      folders.keySet().removeIf(name -> !CAT_DOG.contains(singular(name)));
      return labelled(folders, CAT_DOG);
    }
    if (folders.size() != 2) {
      throw new IOException(
          "%s has photos in %d folders (%s), and two make the classes; %s"
              .formatted(
                  where,
                  folders.size(),
                  String.join(", ", folders.keySet().stream().limit(5).map(Printable::of).toList()),
                  EXPECTED));
    }
    return labelled(folders, List.copyOf(folders.keySet()));
  }

  private static Layout labelled(TreeMap<String, List<String>> folders, List<String> classes) {
    List<ImageEntry> entries = new ArrayList<>();
    folders.forEach(
        (folder, paths) -> {
          int label = classes.indexOf(classes == CAT_DOG ? singular(folder) : folder);
          paths.forEach(path -> entries.add(new ImageEntry(path, label)));
        });
    entries.sort(Comparator.comparing(ImageEntry::id));
    return new Layout(false, classes, List.copyOf(entries));
  }

  private static Layout checked(Layout layout, String where) throws IOException {
    for (String name : layout.classes()) {
      int label = layout.classes().indexOf(name);
      if (layout.entries().stream().noneMatch(entry -> entry.label() == label)) {
        throw new IOException(
            "%s has no photo of a %s; %s".formatted(where, Printable.of(name), EXPECTED));
      }
    }
    return layout;
  }

  /** Name of the folder that a file lies in; {@code .} at the top. */
  private static String folder(String path) {
    String[] parts = path.split("/");
    return parts.length < 2 ? "." : parts[parts.length - 2];
  }

  /** {@code cat} for {@code Cats}. */
  private static String singular(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith("s") ? lower.substring(0, lower.length() - 1) : lower;
  }
}
