package io.github.dropblock.plugin.parameters;

import java.nio.file.Files;
import java.nio.file.Path;

/** Checks paths that users gave, before anything is resolved, decoded or trained. */
public final class Paths {
  private Paths() {}

  /**
   * @throws IllegalArgumentException if nothing is there, or it can't be read
   */
  public static Path existing(String parameter, Path path) {
    return Parameters.checked(
        parameter,
        path,
        () -> {
          if (!Files.exists(path)) {
            throw new IllegalArgumentException(
                "no such file or folder: " + path.toAbsolutePath() + "; check its spelling");
          }
          if (!Files.isReadable(path)) {
            throw new IllegalArgumentException("no permission to read " + path.toAbsolutePath());
          }
          return path.toAbsolutePath().normalize();
        });
  }

  /**
   * @throws IllegalArgumentException if no file is there, or it can't be read
   */
  public static Path file(String parameter, Path path) {
    Path file = existing(parameter, path);
    return Parameters.checked(parameter, path, () -> noFolder(file));
  }

  /**
   * Java's user.home is a question mark where the system knows no home of the user, as in
   * containers under a number that no user has, and Maven puts it into paths as it is.
   */
  private static void requireHome(Path path) {
    for (Path name : path) {
      if (name.toString().equals("?")) {
        throw new IllegalArgumentException(
            path + " lies in a home folder that this user does not have; choose another folder");
      }
    }
  }

  /**
   * @param folder that need not be there yet
   * @throws IllegalArgumentException if it can't be made or written in
   */
  public static Path writable(String parameter, Path folder) {
    return Parameters.checked(
        parameter,
        folder,
        () -> {
          Path path = folder.toAbsolutePath().normalize();
          requireHome(path);
          Path there = path;
          while (there != null && !Files.exists(there)) {
            there = there.getParent();
          }
          if (there == null || !Files.isDirectory(there)) {
            throw new IllegalArgumentException(
                "can't make the folder "
                    + path
                    + ": "
                    + there
                    + " is not a folder; choose another");
          }
          if (!Files.isWritable(there)) {
            throw new IllegalArgumentException(
                "no permission to write in "
                    + there
                    + "; choose another folder, or change its permissions");
          }
          return path;
        });
  }

  /**
   * @throws IllegalArgumentException if no file can be written there
   */
  public static void writableFile(String parameter, Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IllegalArgumentException(
          "%s is not a file; name one (%s)".formatted(file, Parameters.flag(parameter)));
    }
    writable(parameter, folder);
    Parameters.checked(parameter, file, () -> noFolder(file));
  }

  private static Path noFolder(Path path) {
    if (Files.isDirectory(path)) {
      throw new IllegalArgumentException(path + " is a folder; give a file");
    }
    return path;
  }
}
