import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Makes the site's pages of the repository's own: README.md and docs. What a link means on GitHub it
 * means here too, so README.md becomes index.md, headings get GitHub's addresses, and what is not
 * in the site is linked to where the sources are. A link to nothing fails the site.
 *
 * <p>Run by the build as {@code java Pages.java repository pages source}.
 */
class Pages {
  private static final Pattern LINK = Pattern.compile("(\\]\\()([^)\\s]+)(\\))");
  private static final Pattern HEADING = Pattern.compile("^(##+ )(.+)$");

  private final Path repository;
  private final String source;

  /** By their path in the repository, with its lines. */
  private final Map<Path, List<String>> pages = new TreeMap<>();

  private final Map<Path, Map<Integer, String>> addresses = new HashMap<>();

  private Pages(Path repository, String source) {
    this.repository = repository;
    this.source = source;
  }

  public static void main(String[] arguments) throws IOException {
    Path repository = Path.of(arguments[0]).toRealPath();
    Path out = Path.of(arguments[1]);
    new Pages(repository, arguments[2]).write(out.resolve("markdown"), out.resolve("resources"));
  }

  private void write(Path markdown, Path resources) throws IOException {
    read(Path.of("README.md"));
    try (Stream<Path> files = Files.walk(repository.resolve("docs"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (file.toString().endsWith(".md")) {
          read(repository.relativize(file));
        } else {
          Path to = resources.resolve(repository.resolve("docs").relativize(file).toString());
          Files.createDirectories(to.getParent());
          Files.copy(file, to, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
    for (Map.Entry<Path, List<String>> page : pages.entrySet()) {
      Path to = markdown.resolve(inSite(page.getKey()));
      Files.createDirectories(to.getParent());
      Files.writeString(to, converted(page.getKey(), page.getValue()));
    }
  }

  private void read(Path page) throws IOException {
    List<String> lines = Files.readAllLines(repository.resolve(page));
    pages.put(page, lines);
    Map<Integer, String> own = new HashMap<>();
    eachOutsideCode(
        lines,
        (number, line) -> {
          Matcher heading = HEADING.matcher(line);
          if (heading.matches()) {
            own.put(number, address(heading.group(2)));
          }
          return line;
        });
    addresses.put(page, own);
  }

  /** As GitHub makes it of a heading. */
  private static String address(String heading) {
    return heading
        .toLowerCase(Locale.ROOT)
        .replaceAll("\\]\\([^)]*\\)", "")
        .replaceAll("[^\\p{L}\\p{N}_ -]", "")
        .replace(' ', '-');
  }

  private String converted(Path page, List<String> lines) {
    return eachOutsideCode(
        lines,
        (number, line) -> {
          String linked = LINK.matcher(line).replaceAll(link -> Matcher.quoteReplacement(
              link.group(1) + target(page, link.group(2)) + link.group(3)));
          String address = addresses.get(page).get(number);
          return address == null
              ? linked
              : HEADING.matcher(linked).replaceFirst("$1<a id=\"" + address + "\"></a>$2");
        });
  }

  private static String eachOutsideCode(
      List<String> lines, BiFunction<Integer, String, String> change) {
    StringBuilder text = new StringBuilder();
    boolean code = false;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      boolean fence = line.startsWith("```");
      text.append(code || fence ? line : change.apply(i, line)).append('\n');
      code ^= fence;
    }
    return text.toString();
  }

  /** What a page of the site is to link to, where the repository's links to {@code link}. */
  private String target(Path page, String link) {
    if (link.matches("[a-z]+:.*")) {
      return link;
    }
    String path = link.replaceAll("#.*", "");
    String address = link.substring(path.length());
    Path file = path.isEmpty() ? page : siblingOf(page, path);
    if (!Files.exists(repository.resolve(file))) {
      throw new IllegalStateException(page + " links to " + link + ", which is not there");
    }
    if (pages.containsKey(file)
        && !address.isEmpty()
        && !addresses.get(file).containsValue(address.substring(1))) {
      throw new IllegalStateException(page + " links to " + link + ", and no heading has it");
    }
    if (path.isEmpty()) {
      return link;
    }
    if (!pages.containsKey(file) && !file.startsWith("docs")) {
      return source + "/" + file.toString().replace('\\', '/') + address;
    }
    Path from = inSite(page).getParent();
    Path to = pages.containsKey(file) ? inSite(file) : Path.of("docs").relativize(file);
    Path way = from == null ? to : from.relativize(to);
    return way.toString().replace('\\', '/') + address;
  }

  private static Path siblingOf(Path page, String path) {
    Path folder = page.getParent();
    return (folder == null ? Path.of(path) : folder.resolve(path)).normalize();
  }

  /** The site's path of a page of the repository. */
  private static Path inSite(Path page) {
    Path path = page.startsWith("docs") ? Path.of("docs").relativize(page) : page;
    return path.endsWith("README.md") ? path.resolveSibling("index.md") : path;
  }
}
