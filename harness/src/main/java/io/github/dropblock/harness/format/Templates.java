package io.github.dropblock.harness.format;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import freemarker.cache.ClassTemplateLoader;
import freemarker.cache.FileTemplateLoader;
import freemarker.cache.MultiTemplateLoader;
import freemarker.cache.TemplateLoader;
import freemarker.core.TemplateClassResolver;
import freemarker.template.Configuration;
import freemarker.template.SimpleObjectWrapper;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import freemarker.template.Version;
import io.github.dropblock.harness.files.Json;
import io.github.dropblock.harness.remedy.RemediableException;
import io.github.dropblock.harness.remedy.Remedy;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import java.util.stream.Collectors;

/**
 * The templates: the built-in ones, each of which a file of the same name in the user's folder
 * replaces. They are given data only, and reach no Java class.
 */
public final class Templates {
  private static final TypeReference<Map<String, Object>> DATA = new TypeReference<>() {};
  private static final Version VERSION = Configuration.VERSION_2_3_34;
  private static final String BUILT_IN = "/io/github/dropblock/templates";

  private final Configuration configuration;

  /**
   * @throws IOException if the user's folder isn't there
   */
  public Templates(Optional<Path> own) throws IOException {
    configuration = new Configuration(VERSION);
    configuration.setTemplateLoader(loader(own));
    configuration.setDefaultEncoding(StandardCharsets.UTF_8.name());
    configuration.setLocale(Locale.ROOT);
    configuration.setLocalizedLookup(false);
    configuration.setNumberFormat("computer");
    configuration.setTimeZone(TimeZone.getTimeZone("UTC"));
    configuration.setObjectWrapper(new SimpleObjectWrapper(VERSION));
    configuration.setNewBuiltinClassResolver(TemplateClassResolver.ALLOWS_NOTHING_RESOLVER);
    configuration.setAPIBuiltinEnabled(false);
    configuration.setRegisteredCustomOutputFormats(List.of(MarkdownFormat.INSTANCE));
    configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
    configuration.setLogTemplateExceptions(false);
    configuration.setWhitespaceStripping(true);
  }

  /**
   * A model as templates see it: maps, lists, strings and numbers. The strings are fit to print: a
   * stranger's name of a file, a class or a run may come out in any of them.
   */
  public static Map<String, Object> data(Record model) {
    Map<String, Object> data = new ObjectMapper().convertValue(Json.tree(model), DATA);
    data.replaceAll((name, value) -> printable(value));
    return data;
  }

  private static Object printable(Object value) {
    if (value instanceof String text) {
      return Text.printable(text);
    }
    if (value instanceof List<?> list) {
      return list.stream().map(Templates::printable).collect(Collectors.toList());
    }
    if (value instanceof Map<?, ?> map) {
      Map<Object, Object> printable = new LinkedHashMap<>();
      map.forEach((name, each) -> printable.put(name, printable(each)));
      return printable;
    }
    return value;
  }

  /**
   * Fills a template.
   *
   * @throws IOException naming the template and the line, if it can't be read or filled
   */
  public String fill(String name, Map<String, Object> data) throws IOException {
    StringWriter out = new StringWriter();
    try {
      configuration.getTemplate(name).process(data, out);
    } catch (SecurityException e) {
      // A link in the user's folder that leads out of it.
      throw new IOException("template " + name + ": " + e.getMessage(), e);
    } catch (TemplateException e) {
      throw new IOException(
          "template "
              + e.getTemplateSourceName()
              + ", line "
              + e.getLineNumber()
              + ": "
              + e.getMessageWithoutStackTop().lines().findFirst().orElse("can't be filled"),
          e);
    }
    return out.toString();
  }

  private static TemplateLoader loader(Optional<Path> own) throws IOException {
    List<TemplateLoader> loaders = new ArrayList<>();
    if (own.isPresent()) {
      if (!Files.isDirectory(own.get())) {
        throw new RemediableException(
            "the templates folder " + own.get() + " isn't there", Remedy.CORRECT_TEMPLATES);
      }
      loaders.add(new FileTemplateLoader(own.get().toFile()));
    }
    loaders.add(new ClassTemplateLoader(Templates.class, BUILT_IN));
    return new MultiTemplateLoader(loaders.toArray(TemplateLoader[]::new));
  }
}
