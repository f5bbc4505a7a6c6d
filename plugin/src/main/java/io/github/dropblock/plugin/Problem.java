package io.github.dropblock.plugin;

import io.github.dropblock.harness.files.Printable;
import io.github.dropblock.plugin.parameters.FlagAdvice;
import io.github.dropblock.plugin.parameters.Parameters;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.util.stream.Collectors;

/** Says in a line what went wrong, where, and what to do about it. */
final class Problem {
  private Problem() {}

  static String describe(Exception problem) {
    return sentence(problem)
        .lines()
        .map(Printable::of)
        .collect(Collectors.joining(System.lineSeparator()));
  }

  private static String sentence(Exception problem) {
    if (problem instanceof AccessDeniedException denied) {
      return "no permission for "
          + denied.getFile()
          + "; change its permissions, or choose another folder with "
          + Parameters.flag("runDirectory")
          + " or "
          + Parameters.flag("cache");
    }
    if (problem instanceof InvalidPathException letters
        && letters.getReason().startsWith("Malformed input")) {
      return "the name "
          + letters.getInput()
          + " has letters that this system's locale lacks; set LC_ALL=C.UTF-8, then run again, or"
          + " use names of plain letters";
    }
    if (problem instanceof NoSuchFileException missing) {
      return "no such file or folder: " + missing.getFile();
    }
    if (problem instanceof FileSystemException failed && failed.getReason() != null) {
      return "%s: %s; free disk space or change its permissions, or choose another folder with %s or %s"
          .formatted(
              failed.getFile(),
              failed.getReason(),
              Parameters.flag("runDirectory"),
              Parameters.flag("cache"));
    }
    return FlagAdvice.told(problem);
  }
}
