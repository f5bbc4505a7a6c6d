package io.github.dropblock.harness.images;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.github.dropblock.harness.files.AtomicFile;
import io.github.dropblock.harness.files.Csv;
import io.github.dropblock.harness.files.Printable;
import io.github.dropblock.harness.files.Sha256;
import io.github.dropblock.harness.remedy.RemediableException;
import io.github.dropblock.harness.remedy.Remedy;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Which image trains, which validates and which tests. A text file: {@code # name: value} lines,
 * then a row per image in CSV.
 *
 * @param source the images' origin, in words
 * @param rule how the images were chosen and split, in words
 * @param classes names of labels 0, 1, …
 * @param rows the images used, split by split, and in the order of their hashes in each
 * @param rejected images looked at and left out
 * @param remarks what the source has to say of what it passed over
 */
public record SplitManifest(
    String source,
    String rule,
    List<String> classes,
    List<SplitImage> rows,
    List<Rejected> rejected,
    List<String> remarks) {

  private static final String FORMAT = "split manifest 1";
  private static final Csv<SplitImage> CSV = new Csv<>(SplitImage.class);

  /**
   * An image in use.
   *
   * @param image id in the source
   * @param label index of its class
   * @param sha256 of its content, lower-case hexadecimal
   */
  @JsonPropertyOrder({"image", "label", "split", "sha256"})
  public record SplitImage(String image, int label, Split split, String sha256) {
    public SplitImage {
      Objects.requireNonNull(image, "image");
      Objects.requireNonNull(split, "split");
      Objects.requireNonNull(sha256, "sha256");
    }
  }

  /**
   * An image left out.
   *
   * @param image id in the source
   * @param reason in words
   */
  public record Rejected(String image, String reason) {
    public Rejected {
      image = oneLine(image);
      reason = oneLine(reason);
    }
  }

  public SplitManifest {
    source = oneLine(source);
    rule = oneLine(rule);
    classes = classes.stream().map(SplitManifest::oneLine).toList();
    rows = List.copyOf(rows);
    rejected = List.copyOf(rejected);
    remarks = remarks.stream().map(SplitManifest::oneLine).toList();
  }

  /**
   * Chooses and splits images; see {@link Splitter} for the rule.
   *
   * @param images to use at most, over all classes
   * @param progress hears how many images have been hashed
   * @throws IOException if a class has too few readable images, or the source fails
   */
  public static SplitManifest of(ImageSource source, int images, ImageProgress progress)
      throws IOException {
    return new Splitter(source).split(images, progress);
  }

  /** SHA-256 of the manifest's text, lower-case hexadecimal. */
  public String fingerprint() {
    return Sha256.of(text());
  }

  /**
   * Why nothing may be trained or tested by it, in words: an image twice, by its name or its
   * content, which may have been learnt before it is tested, or a part without images of a class.
   * Empty where there is no such reason.
   */
  public Optional<String> fault() {
    Set<String> names = new HashSet<>();
    Map<String, SplitImage> contents = new HashMap<>();
    for (SplitImage row : rows) {
      if (!names.add(row.image())) {
        return Optional.of("has %s twice".formatted(row.image()));
      }
      SplitImage same = contents.put(row.sha256(), row);
      if (same != null) {
        return Optional.of(
            "has the same image twice, as %s and as %s".formatted(same.image(), row.image()));
      }
    }
    for (Split split : Split.values()) {
      for (int label = 0; label < classes.size(); label++) {
        int wanted = label;
        if (rows.stream().noneMatch(row -> row.split() == split && row.label() == wanted)) {
          return Optional.of(
              "has no image of class %s for %s".formatted(classes.get(label), split.purpose()));
        }
      }
    }
    return Optional.empty();
  }

  /** Positions in {@link #rows()} of a split's images, ascending. */
  public List<Integer> indices(Split split) {
    return IntStream.range(0, rows.size())
        .filter(i -> rows.get(i).split() == split)
        .boxed()
        .toList();
  }

  /** Replaces {@code file} atomically. */
  public void write(Path file) throws IOException {
    AtomicFile.write(file, text());
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IOException naming the file, if it is missing or holds something else
   */
  public static SplitManifest read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException(file + " is missing; it should hold the run's split of the images");
    }
    String text = text(file);
    List<String> header = text.lines().takeWhile(line -> line.startsWith("# ")).toList();
    if (header.isEmpty() || !header.get(0).equals("# " + FORMAT)) {
      throw new RemediableException(
          file + " is not a " + FORMAT + " of this version", Remedy.DELETE_AND_RUN_AGAIN);
    }
    // Not by lines: an image's name may hold what Java takes for the end of one.
    String table = text.substring(header.stream().mapToInt(line -> line.length() + 1).sum());
    List<String> classes = values(header, "class");
    List<SplitImage> rows = CSV.parse(table, file.toString());
    requireClasses(rows, classes, file);
    return new SplitManifest(
        String.join("", values(header, "source")),
        String.join("", values(header, "rule")),
        classes,
        rows,
        values(header, "rejected").stream()
            .map(value -> value.split("\t", 2))
            .map(parts -> new Rejected(parts[0], parts[parts.length - 1]))
            .toList(),
        values(header, "remark"));
  }

  private static void requireClasses(List<SplitImage> rows, List<String> classes, Path file)
      throws IOException {
    for (SplitImage row : rows) {
      if (row.label() < 0 || row.label() >= classes.size()) {
        throw new RemediableException(
            "%s has an image of label %s, and names %s classes"
                .formatted(file, row.label(), classes.size()),
            Remedy.DELETE_AND_RUN_AGAIN);
      }
    }
  }

  private static String text(Path file) throws IOException {
    try {
      // Windows' editors put a mark of the byte order before UTF-8, which has none.
      String text = Files.readString(file).replaceFirst("^\ufeff", "");
      // Somebody's editor, or git, may have changed the ends of lines, or left out the last.
      String lines = text.startsWith("# " + FORMAT + "\r\n") ? text.replace("\r\n", "\n") : text;
      return lines.endsWith("\n") ? lines : lines + "\n";
    } catch (CharacterCodingException e) {
      throw new RemediableException(file + " is not UTF-8 text", e, Remedy.DELETE_AND_RUN_AGAIN);
    }
  }

  private static List<String> values(List<String> header, String name) {
    String start = "# " + name + ": ";
    return header.stream()
        .filter(line -> line.startsWith(start))
        .map(line -> line.substring(start.length()))
        .toList();
  }

  private String text() {
    StringBuilder text = new StringBuilder("# " + FORMAT + "\n");
    text.append("# source: ").append(source).append('\n');
    text.append("# rule: ").append(rule).append('\n');
    classes.forEach(name -> text.append("# class: ").append(name).append('\n'));
    remarks.forEach(remark -> text.append("# remark: ").append(remark).append('\n'));
    rejected.forEach(
        image ->
            text.append("# rejected: ")
                .append(image.image())
                .append('\t')
                .append(image.reason())
                .append('\n'));
    return text.append(CSV.text(rows)).toString();
  }

  /** A header's value must not end its line, nor the column before it. */
  private static String oneLine(String text) {
    return Printable.of(text.replace('\t', ' ')).strip();
  }
}
