package io.github.dropblock.harness;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * No text, name or file depends on the user's language: neither its digits and decimal points nor
 * its letters. Holds for the sources of harness and plugin, so whatever JVM they run in: a cell's,
 * Maven's, or one that runs much else, whose locale is not ours to set.
 */
class OneLanguageTest {
  /** Conversions of {@link java.util.Formatter} that ask no locale for digits or letters. */
  private static final Set<String> FREE = Set.of("s", "x", "c", "b", "%", "n");

  private static final Pattern CONVERSION =
      Pattern.compile("%(?:\\d+\\$)?[-#+ 0,(<]*\\d*(?:\\.\\d+)?([a-zA-Z%])");

  /** Classes that ask the default locale unless told another, by the ways to make them. */
  private static final Set<String> MAKERS =
      Set.of(
          "NumberFormat.getInstance",
          "NumberFormat.getNumberInstance",
          "NumberFormat.getIntegerInstance",
          "NumberFormat.getPercentInstance",
          "MessageFormat.format",
          "DateTimeFormatter.ofLocalizedDate",
          "DateTimeFormatter.ofLocalizedDateTime",
          "DateTimeFormatter.ofLocalizedTime",
          "Locale.getDefault",
          "Locale.setDefault",
          "Collator.getInstance");

  private static final Set<String> CLASSES =
      Set.of("DecimalFormat", "SimpleDateFormat", "MessageFormat", "Formatter", "ChoiceFormat");

  @ParameterizedTest
  @ValueSource(strings = {"src/main/java", "../plugin/src/main/java"})
  void nothingAsksForTheUsersLanguage(String sources) throws IOException {
    List<Source> files = sources(Path.of(sources));

    assertThat(files).hasSizeGreaterThan(30);
    assertThat(breaches(files)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"%d cells\".formatted(4)",
        "(\"%s of \" + \"%,d\").formatted(4, 5)",
        "(4 > 3 ? \"%s\" : \"%.1f\").formatted(4)",
        "\"a\".concat(\"%d\").formatted(4)",
        "\"%S\".formatted(\"i\")",
        "java.util.stream.IntStream.range(0, 9).mapToObj(\"%d\"::formatted)",
        "String.format(\"%d\", 4)",
        "System.out.printf(\"%d\", 4)",
        "\"TITLE\".toLowerCase()",
        "java.util.stream.Stream.of(\"I\").map(String::toLowerCase)",
        "java.time.format.DateTimeFormatter.ofPattern(\"uuuu\")",
        "java.text.NumberFormat.getInstance()",
        "new java.text.DecimalFormat(\"0.0\")",
      })
  void whatDoesIsFound(String expression) throws IOException {
    assertThat(breaches(List.of(Source.of(expression)))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"%s cells, 100 %%, %x%n\".formatted(4, 5)",
        "String.format(java.util.Locale.ROOT, \"%,d\", 4)",
        "\"TITLE\".toLowerCase(java.util.Locale.ROOT)",
        "java.time.format.DateTimeFormatter.ofPattern(\"uuuu\", java.util.Locale.ROOT)",
      })
  void whatDoesNotIsLetBe(String expression) throws IOException {
    assertThat(breaches(List.of(Source.of(expression)))).isEmpty();
  }

  /**
   * The wrong of every language does what the rule says it does: digits, and an i without a dot.
   */
  @Test
  void theConversionsThatAreFreeAreSoEverywhere() throws Exception {
    for (Surroundings there : Surroundings.values()) {
      assertThat(
              there.<String>within(
                  () -> "%s %s %x %c %b %%".formatted(1234567, 0.5, 255, 'I', true)))
          .as("%s", there)
          .isEqualTo("1234567 0.5 ff I true %");
    }
  }

  private static List<String> breaches(List<Source> files) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    JavacTask task =
        (JavacTask) compiler.getTask(null, null, null, List.of("-proc:none"), null, files);
    Finder finder = new Finder(Trees.instance(task));
    for (CompilationUnitTree unit : task.parse()) {
      finder.scan(unit, null);
    }
    return finder.breaches;
  }

  private static List<Source> sources(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).map(Source::of).toList();
    }
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    private Source(URI name, String text) {
      super(name, JavaFileObject.Kind.SOURCE);
      this.text = text;
    }

    static Source of(Path file) {
      try {
        return new Source(file.toUri(), Files.readString(file));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    static Source of(String expression) {
      return new Source(
          URI.create("string:///Example.java"),
          "class Example { Object value = " + expression + "; }");
    }

    @Override
    public CharSequence getCharContent(boolean ignored) {
      return text;
    }
  }

  private static final class Finder extends TreePathScanner<Void, Void> {
    private final Trees trees;
    private final List<String> breaches = new ArrayList<>();

    private Finder(Trees trees) {
      this.trees = trees;
    }

    @Override
    public Void visitMethodInvocation(MethodInvocationTree call, Void unused) {
      if (call.getMethodSelect() instanceof MemberSelectTree method) {
        look(call, method, call.getArguments());
      }
      return super.visitMethodInvocation(call, unused);
    }

    private void look(
        Tree call, MemberSelectTree method, List<? extends ExpressionTree> arguments) {
      String name = method.getIdentifier().toString();
      String of = method.getExpression().toString();
      boolean told = !arguments.isEmpty() && arguments.get(0).toString().endsWith("Locale.ROOT");
      switch (name) {
        case "formatted" -> requireFree(call, method.getExpression());
        case "toLowerCase", "toUpperCase" -> {
          if (!told && !of.equals("Character")) {
            breach(call);
          }
        }
        case "format", "printf" -> {
          boolean formats =
              name.equals("printf")
                  || of.equals("String")
                  || of.startsWith("System.")
                  || !arguments.isEmpty() && arguments.get(0) instanceof LiteralTree;
          if (formats && !told) {
            breach(call);
          }
        }
        case "ofPattern" -> {
          if (arguments.size() == 1) {
            breach(call);
          }
        }
        default -> {
          if (MAKERS.stream().anyMatch(maker -> (of + "." + name).endsWith(maker)) && !told) {
            breach(call);
          }
        }
      }
    }

    @Override
    public Void visitMemberReference(MemberReferenceTree reference, Void unused) {
      switch (reference.getName().toString()) {
        case "formatted" -> requireFree(reference, reference.getQualifierExpression());
        case "toLowerCase", "toUpperCase" -> breach(reference);
        default -> {
          // Asks for no language.
        }
      }
      return super.visitMemberReference(reference, unused);
    }

    @Override
    public Void visitNewClass(NewClassTree made, Void unused) {
      String name = made.getIdentifier().toString();
      if (CLASSES.contains(name.substring(name.lastIndexOf('.') + 1))) {
        breach(made);
      }
      return super.visitNewClass(made, unused);
    }

    private void requireFree(Tree call, ExpressionTree format) {
      if (!free(format)) {
        breach(call);
      }
    }

    /** A format that can't be read here is none that is known to be free. */
    private static boolean free(ExpressionTree format) {
      if (format instanceof ParenthesizedTree parentheses) {
        return free(parentheses.getExpression());
      }
      if (format instanceof BinaryTree sum) {
        return free(sum.getLeftOperand()) && free(sum.getRightOperand());
      }
      if (format instanceof ConditionalExpressionTree choice) {
        return free(choice.getTrueExpression()) && free(choice.getFalseExpression());
      }
      return format instanceof LiteralTree literal && free(String.valueOf(literal.getValue()));
    }

    private static boolean free(String format) {
      Matcher conversions = CONVERSION.matcher(format);
      return conversions.results().allMatch(each -> FREE.contains(each.group(1)));
    }

    private void breach(Tree at) {
      CompilationUnitTree unit = getCurrentPath().getCompilationUnit();
      long line =
          unit.getLineMap().getLineNumber(trees.getSourcePositions().getStartPosition(unit, at));
      breaches.add(
          unit.getSourceFile().getName().replaceFirst(".*/", "")
              + ":"
              + line
              + ": "
              + at.toString().lines().findFirst().orElse(""));
    }
  }
}
