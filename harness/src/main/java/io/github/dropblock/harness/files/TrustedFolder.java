package io.github.dropblock.harness.files;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/**
 * A folder whose files are run, or believed, as if the user had written them. On a machine that
 * others use, they must not be able to.
 *
 * @param folder that need not be there
 * @param parts of the folder to look through; of the folder itself only who may write in it counts
 */
public record TrustedFolder(Path folder, List<Path> parts) {
  private static final int WRITTEN_BY_OTHERS = 0002;
  private static final int WRITTEN_BY_GROUP = 0020;

  /** In such a folder each may rename and delete one's own alone, as in /tmp. */
  private static final int STICKY = 01000;

  private static final long ROOT = 0;

  public TrustedFolder {
    parts = List.copyOf(parts);
  }

  /**
   * What was found, each in a sentence that names the first such place.
   *
   * @param refused if somebody who is neither the user nor root could have written there
   * @param doubtful if members of a group could, or if the folder could be put aside, and another
   *     in its place, by who may write to a folder around it
   */
  public record AccessFindings(List<String> refused, List<String> doubtful) {}

  /** Looks for it; finds nothing where files have no owner and mode, as on Windows. */
  public AccessFindings look() throws IOException {
    AccessFindings findings = new AccessFindings(new ArrayList<>(), new ArrayList<>());
    if (!FileSystems.getDefault().supportedFileAttributeViews().contains("unix")) {
      return findings;
    }
    if (Files.exists(folder)) {
      // The user may have made the folder itself a link.
      look(folder.toRealPath(), false, findings);
      for (Path around = folder.toRealPath().getParent();
          around != null;
          around = around.getParent()) {
        look(around, true, findings);
      }
    }
    for (Path part : parts) {
      lookThrough(part, findings);
    }
    return findings;
  }

  private static void lookThrough(Path part, AccessFindings findings) throws IOException {
    if (Files.notExists(part)) {
      return;
    }
    Files.walkFileTree(
        part,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            look(folder, false, findings);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            look(file, false, findings);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException gone) {
            // Another process has just moved it into place.
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static boolean ofAnother(Path path) throws IOException {
    long owner = attribute(path, "uid");
    return owner != ROOT && owner != new UnixSystem().getUid();
  }

  private static int mode(Path path) throws IOException {
    return Files.isSymbolicLink(path) ? 0 : (int) attribute(path, "mode");
  }

  private static long attribute(Path path, String name) throws IOException {
    return ((Number) Files.getAttribute(path, "unix:" + name, LinkOption.NOFOLLOW_LINKS))
        .longValue();
  }

  /**
   * @param around whether it is a folder around the one in question
   */
  private static void look(Path path, boolean around, AccessFindings findings) throws IOException {
    int mode = mode(path);
    int writers = around && (mode & STICKY) != 0 ? 0 : mode;
    String place = around ? path + ", in which it lies," : path.toString();
    List<String> grave = around ? findings.doubtful() : findings.refused();
    if (ofAnother(path)) {
      first(grave, place + " belongs to another user");
    } else if ((writers & WRITTEN_BY_OTHERS) != 0) {
      first(
          grave,
          "%s may be written to by everyone (chmod o-w%s fixes it)"
              .formatted(place, around ? " or +t" : ""));
    } else if ((writers & WRITTEN_BY_GROUP) != 0) {
      first(findings.doubtful(), place + " may be written to by its group (chmod g-w fixes it)");
    }
  }

  private static void first(List<String> found, String sentence) {
    if (found.isEmpty()) {
      found.add(sentence);
    }
  }
}
