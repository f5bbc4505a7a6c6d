package io.github.dropblock.plugin;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Says in a line what went wrong, for exceptions whose own message is no sentence. */
final class Problem {
  private Problem() {}

  static String describe(Exception problem) {
    if (problem instanceof AccessDeniedException denied) {
      return "no permission for "
          + denied.getFile()
          + "; change its permissions, or choose another folder with "
          + Parameters.flag("runDirectory")
          + " or "
          + Parameters.flag("cache");
    }
    if (problem instanceof NoSuchFileException missing) {
      return "no such file or folder: " + missing.getFile();
    }
    if (problem instanceof FileSystemException failed && failed.getReason() != null) {
      return failed.getFile() + ": " + failed.getReason();
    }
    return problem.getMessage() == null ? problem.toString() : problem.getMessage();
  }
}
