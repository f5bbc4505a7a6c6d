package io.github.dropblock.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What docs/architecture.md says of the code is true. */
class ArchitectureMapTest {
  private static final Path SOURCES = Path.of("src/main/java/io/github/dropblock/harness");
  private static final Path PLUGIN = Path.of("../plugin/src/main/java/io/github/dropblock/plugin");
  private static final Path MAP = Path.of("../docs/architecture.md");
  private static final String BEGIN = "<!-- packages -->";
  private static final String END = "<!-- end of packages -->";
  private static final int MOST_FILES = 30;
  private static final Pattern IMPORT =
      Pattern.compile(
          "(?m)^import (?:static )?io\\.github\\.dropblock\\.harness\\.([a-z.]+)\\.[A-Z]");

  /** A type's declaration, as the formatter writes it; comments have an asterisk before it. */
  private static final Pattern DECLARATION =
      Pattern.compile(
          "(?m)^ *(?:(?:public|protected|private|static|abstract|final|sealed|non-sealed) )*"
              + "(?:class|interface|enum|record|@interface) (\\w+)");

  @Test
  void theTableOfPackagesIsTheCodesOwn() throws IOException {
    String map = Files.readString(MAP);
    String table = table();

    assertThat(map).contains(BEGIN, END);
    assertThat(map.substring(map.indexOf(BEGIN) + BEGIN.length(), map.indexOf(END)).strip())
        .as("docs/architecture.md between the marks of packages; put this table there:%n%s", table)
        .isEqualTo(table);
  }

  @Test
  void everyClassThatTheMapNamesExists() throws IOException {
    Set<String> classes =
        Stream.of(SOURCES, PLUGIN, Path.of("src/test/java/io/github/dropblock/harness"))
            .flatMap(ArchitectureMapTest::sources)
            .map(file -> file.getFileName().toString().replace(".java", ""))
            .collect(Collectors.toSet());

    assertThat(named(Files.readString(MAP))).hasSizeGreaterThan(40).isSubsetOf(classes);
  }

  /** Whoever reads a name shall not have to ask which of two types is meant, nested ones too. */
  @Test
  void eachNameOfATypeHasOneMeaning() throws IOException {
    Map<String, List<Path>> meanings = new TreeMap<>();
    for (Path file : Stream.of(SOURCES, PLUGIN).flatMap(ArchitectureMapTest::sources).toList()) {
      DECLARATION
          .matcher(Files.readString(file))
          .results()
          .forEach(
              found ->
                  meanings.computeIfAbsent(found.group(1), name -> new ArrayList<>()).add(file));
    }

    assertThat(meanings)
        .hasSizeGreaterThan(600)
        .containsKeys("Batches", "LaunchPlan", "EpochLosses");
    assertThat(meanings).allSatisfy((name, files) -> assertThat(files).as(name).hasSize(1));
  }

  /** Words in backquotes that begin as a class does, and words of several humps in the drawing. */
  private static Set<String> named(String map) {
    String[] parts = map.split("```");
    Set<String> named = new TreeSet<>();
    for (int i = 0; i < parts.length; i++) {
      String word =
          i % 2 == 0 ? "`([A-Z]\\w*[a-z]\\w*)" : "\\b([A-Z][a-z0-9]+(?:[A-Z][a-z0-9]+)+)\\b";
      Matcher found = Pattern.compile(word).matcher(parts[i]);
      while (found.find()) {
        named.add(found.group(1));
      }
    }
    return named;
  }

  @Test
  void noPackageIsAWarehouse() {
    Map<Path, Long> packages =
        Stream.of(SOURCES, PLUGIN)
            .flatMap(ArchitectureMapTest::sources)
            .collect(Collectors.groupingBy(Path::getParent, Collectors.counting()));

    assertThat(packages).containsKeys(PLUGIN, SOURCES.resolve("images"));
    assertThat(packages)
        .allSatisfy(
            (folder, files) ->
                assertThat(files).as(folder.toString()).isLessThanOrEqualTo(MOST_FILES));
  }

  /** Those that are used come first; else by name. */
  private static String table() throws IOException {
    Map<String, Set<String>> uses = uses();
    StringBuilder table = new StringBuilder("| package | what it is for | uses |\n|---|---|---|\n");
    for (String name : inOrder(uses)) {
      table.append(
          "| `%s` | %s | %s |\n"
              .formatted(
                  name,
                  purpose(name),
                  uses.get(name).isEmpty() ? "nothing" : String.join(", ", uses.get(name))));
    }
    return table.toString().strip();
  }

  private static List<String> inOrder(Map<String, Set<String>> uses) {
    List<String> sorted = new ArrayList<>();
    Set<String> left = new TreeSet<>(uses.keySet());
    while (!left.isEmpty()) {
      List<String> next =
          left.stream().filter(name -> sorted.containsAll(uses.get(name))).sorted().toList();
      assertThat(next).as("packages that use each other in a circle: %s", left).isNotEmpty();
      sorted.addAll(next);
      left.removeAll(next);
    }
    return sorted;
  }

  /** By the imports, since the compiler leaves no trace of a constant's class. */
  private static Map<String, Set<String>> uses() throws IOException {
    Map<String, Set<String>> uses = new TreeMap<>();
    for (String name : packages()) {
      Set<String> used = new TreeSet<>();
      for (Path file : files(name)) {
        IMPORT.matcher(Files.readString(file)).results().forEach(each -> used.add(each.group(1)));
      }
      used.remove(name);
      uses.put(name, used);
    }
    return uses;
  }

  /** The first sentence of its package-info. */
  private static String purpose(String name) throws IOException {
    String info = Files.readString(folder(name).resolve("package-info.java"));
    String text =
        info.substring(info.indexOf("/**") + 3, info.indexOf("*/"))
            .replaceAll("\\n \\*", " ")
            .replaceAll("\\{@\\w+ (?:[a-z]+\\.)*([^}]*)}", "`$1`")
            .replaceAll("\\s+", " ")
            .strip();
    Matcher first = Pattern.compile("^(.*?\\.)( |$)").matcher(text);
    assertThat(first.find()).as("package %s begins with a sentence: %s", name, text).isTrue();
    return first.group(1);
  }

  private static Path folder(String packageName) {
    return SOURCES.resolve(packageName.replace('.', File.separatorChar));
  }

  private static List<Path> files(String name) {
    return sources(SOURCES).filter(file -> file.getParent().equals(folder(name))).toList();
  }

  private static List<String> packages() {
    return sources(SOURCES)
        .map(
            file ->
                SOURCES.relativize(file.getParent()).toString().replace(File.separatorChar, '.'))
        .distinct()
        .sorted()
        .toList();
  }

  private static Stream<Path> sources(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
