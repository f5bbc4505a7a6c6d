package io.github.dropblock.plugin.parameters;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The folder of a user's own report templates. */
public final class OwnTemplates {
  private OwnTemplates() {}

  /**
   * @param folder null for none
   * @throws IllegalArgumentException if it is no folder
   */
  public static Optional<Path> of(@Nullable File folder) {
    return Optional.ofNullable(folder)
        .map(File::toPath)
        .map(path -> Paths.existing("templates", path))
        .map(
            path ->
                Parameters.checked(
                    "templates",
                    path,
                    () -> {
                      if (!Files.isDirectory(path)) {
                        throw new IllegalArgumentException(
                            path + " is no folder; give one that holds templates");
                      }
                      return path;
                    }));
  }
}
