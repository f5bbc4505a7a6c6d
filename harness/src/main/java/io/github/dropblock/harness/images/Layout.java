package io.github.dropblock.harness.images;

import io.github.dropblock.harness.files.Printable;
import io.github.dropblock.harness.remedy.Complaint;
import io.github.dropblock.harness.remedy.RemediableException;
import io.github.dropblock.harness.remedy.Remedy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which photos of a folder or zip belong to which class. The folder that a photo lies in tells
 * ({@code PetImages/Cat/0.jpg}); where that is not a class's, the photo's name does, as Kaggle's do
 * ({@code train/cat.0.jpg}), and else a folder further up ({@code cats/persian/0.jpg}).
 *
 * @param kaggle whether it is Kaggle's layout: names alone tell
 * @param classes names of labels 0 and 1
 * @param entries all photos of a class, ordered by path
 * @param remarks what a user may not expect: files passed over, and how many; labels in doubt
 */
record Layout(
    boolean kaggle, List<String> classes, List<ImageEntry> entries, List<String> remarks) {
  private static final List<String> CAT_DOG = List.of("cat", "dog");

  private static final Pattern PHOTO =
      Pattern.compile(
          "(?:.*/)?[^./][^/]*\\.(?:jpe?g|jpe|jfif|png|bmp|gif)", Pattern.CASE_INSENSITIVE);

  /** Kinds of images that are not read, since no decoder here knows them, or not well enough. */
  private static final Pattern OTHER_IMAGE =
      Pattern.compile(
          "(?:.*/)?[^./][^/]*\\.(webp|tiff?|hei[cf]|avif|jxl|jp2|j2k|svg|psd|dng|cr[23]|nef|arw|orf|rw2|raw|ico|tga|p[bgnp]m|mp4|mov)",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern KAGGLE =
      Pattern.compile("(?:.*/)?(cat|dog)\\.\\d+\\.[^.]+", Pattern.CASE_INSENSITIVE);

  /** What systems leave in folders by themselves. */
  private static final Pattern SYSTEMS =
      Pattern.compile(
          "(?:.*/)?(?:\\.[^/]*|thumbs\\.db|desktop\\.ini|icon\r)", Pattern.CASE_INSENSITIVE);

  /** Folders and formats that are named one by one. */
  private static final int NAMED = 5;

  Layout {
    classes = List.copyOf(classes);
    entries = List.copyOf(entries);
    remarks = List.copyOf(remarks);
  }

  /**
   * @param where the files come from, for messages
   * @throws IOException if they are not photos of two classes
   */
  static Layout of(PhotoFiles all, String where) throws IOException {
    List<String> paths = all.paths();
    List<String> files = paths.stream().filter(path -> !path.startsWith("__MACOSX/")).toList();
    List<String> photos = files.stream().filter(PHOTO.asMatchPredicate()).sorted().toList();
    if (photos.isEmpty()) {
      Complaint hint = Archives.hint(paths, all.packed());
      throw new RemediableException(
          new Complaint(
                  "%s holds no photos (jpg, png, bmp, gif)%s%s"
                      .formatted(where, hint.what(), inBrackets(all.remarks())),
                  hint.remedies())
              .or(Remedy.POINT_AT_TWO_CLASSES));
    }
    Layout layout = labelled(photos, where);
    List<String> remarks = new ArrayList<>(layout.remarks());
    remarks.addAll(otherFormats(files));
    remarks.addAll(otherNames(files));
    remarks.addAll(all.remarks());
    return checked(new Layout(layout.kaggle, layout.classes, layout.entries, remarks), where);
  }

  private static Layout labelled(List<String> photos, String where) throws IOException {
    List<ImageEntry> entries = new ArrayList<>();
    List<String> unlabelled = new ArrayList<>();
    List<String> contradictions = new ArrayList<>();
    boolean byFolder = false;
    for (String path : photos) {
      OptionalInt folders = byFolder(path);
      OptionalInt names = byName(path);
      OptionalInt around =
          folders.isPresent() || names.isPresent() ? folders : byFolderAround(path);
      byFolder |= around.isPresent();
      if (around.isEmpty() && names.isEmpty()) {
        unlabelled.add(path);
      } else {
        entries.add(new ImageEntry(path, around.orElseGet(names::getAsInt)));
      }
      if (folders.isPresent() && names.isPresent() && !folders.equals(names)) {
        contradictions.add(path);
      }
    }
    if (entries.isEmpty()) {
      return ofTwoFolders(photos, where);
    }
    List<String> remarks = new ArrayList<>();
    if (!contradictions.isEmpty()) {
      remarks.add(
          "%s named after the other class than their folder's, which decides: %s"
              .formatted(contradictions.size(), first(contradictions)));
    }
    if (!unlabelled.isEmpty()) {
      remarks.add(
          "%s passed over, since neither folder nor name tells cat or dog: %s"
              .formatted(unlabelled.size(), counted(unlabelled, Layout::folderInWords)));
    }
    return new Layout(!byFolder, CAT_DOG, entries, remarks);
  }

  private static OptionalInt byFolder(String path) {
    return label(singular(folder(path)));
  }

  /** Such as {@code cats} of {@code cats/persian/1.jpg}: the nearest counts. */
  private static OptionalInt byFolderAround(String path) {
    String[] parts = path.split("/", -1);
    for (int i = parts.length - 3; i >= 0; i--) {
      OptionalInt label = label(singular(parts[i]));
      if (label.isPresent()) {
        return label;
      }
    }
    return OptionalInt.empty();
  }

  private static OptionalInt byName(String path) {
    Matcher name = KAGGLE.matcher(path);
    return name.matches() ? label(name.group(1).toLowerCase(Locale.ROOT)) : OptionalInt.empty();
  }

  private static OptionalInt label(String name) {
    int label = CAT_DOG.indexOf(name);
    return label < 0 ? OptionalInt.empty() : OptionalInt.of(label);
  }

  private static Layout ofTwoFolders(List<String> photos, String where) throws IOException {
    List<String> folders = photos.stream().map(Layout::folder).distinct().sorted().toList();
    if (folders.size() != 2) {
      throw new RemediableException(
          "%s has photos in %s folders (%s), and two make the classes"
              .formatted(where, folders.size(), first(folders)),
          Remedy.POINT_AT_TWO_CLASSES);
    }
    List<ImageEntry> entries =
        photos.stream().map(path -> new ImageEntry(path, folders.indexOf(folder(path)))).toList();
    return new Layout(false, folders, entries, List.of());
  }

  private static List<String> otherFormats(List<String> files) {
    List<String> others = files.stream().filter(OTHER_IMAGE.asMatchPredicate()).toList();
    return others.isEmpty()
        ? List.of()
        : List.of(
            "%s passed over, of formats that are not read: %s"
                .formatted(others.size(), counted(others, Layout::extension)));
  }

  /** Such as photos without an extension. */
  private static List<String> otherNames(List<String> files) {
    List<String> others =
        files.stream()
            .filter(
                file ->
                    Stream.of(PHOTO, OTHER_IMAGE, SYSTEMS)
                        .noneMatch(kind -> kind.matcher(file).matches()))
            .toList();
    return others.isEmpty()
        ? List.of()
        : List.of(
            "%s passed over, whose names are not those of photos: %s"
                .formatted(others.size(), counted(others, Layout::extension)));
  }

  /**
   * A remark that counts paths, and names the first.
   *
   * @param what they are
   * @return empty where there are none
   */
  static Optional<String> named(String what, List<String> paths) {
    return paths.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "%s passed over, %s: %s"
                .formatted(paths.size(), what, first(paths.stream().sorted().toList())));
  }

  private static String inBrackets(List<String> remarks) {
    return remarks.isEmpty() ? "" : " (" + String.join("; ", remarks) + ")";
  }

  /** {@code folder panda 12, folder lynx 3 and 2 more}, the most numerous first. */
  private static String counted(List<String> paths, Function<String, String> kind) {
    Map<String, Long> counts =
        paths.stream().collect(Collectors.groupingBy(kind, TreeMap::new, Collectors.counting()));
    List<String> ordered =
        counts.entrySet().stream()
            .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
            .map(count -> count.getKey() + " " + count.getValue())
            .toList();
    return first(ordered);
  }

  private static String first(List<String> texts) {
    String named = texts.stream().limit(NAMED).map(Printable::of).collect(Collectors.joining(", "));
    return texts.size() <= NAMED ? named : named + " and " + (texts.size() - NAMED) + " more";
  }

  private static String folderInWords(String path) {
    return folder(path).equals(".") ? "the top folder" : "folder " + folder(path);
  }

  private static String extension(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    int dot = name.lastIndexOf('.');
    return dot < 0 ? "without extension" : name.substring(dot).toLowerCase(Locale.ROOT);
  }

  private static Layout checked(Layout layout, String where) throws IOException {
    for (String name : layout.classes()) {
      int label = layout.classes().indexOf(name);
      if (layout.entries().stream().noneMatch(entry -> entry.label() == label)) {
        throw new RemediableException(
            "%s has no photo of a %s%s"
                .formatted(where, Printable.of(name), inBrackets(layout.remarks())),
            Remedy.POINT_AT_TWO_CLASSES);
      }
    }
    return layout;
  }

  /** Name of the folder that a file lies in; {@code .} at the top. */
  private static String folder(String path) {
    String[] parts = path.split("/", -1);
    return parts.length < 2 ? "." : parts[parts.length - 2];
  }

  /** {@code cat} for {@code Cats}. */
  private static String singular(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith("s") ? lower.substring(0, lower.length() - 1) : lower;
  }
}
