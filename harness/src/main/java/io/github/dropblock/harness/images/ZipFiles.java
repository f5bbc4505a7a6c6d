package io.github.dropblock.harness.images;

import io.github.dropblock.harness.files.AtomicFile;
import io.github.dropblock.harness.files.TransientFile;
import io.github.dropblock.harness.remedy.RemediableException;
import io.github.dropblock.harness.remedy.Remedy;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** The files in a zip. */
final class ZipFiles implements PhotoFiles {
  private final ZipFile zip;
  private final List<String> paths;
  private final List<String> remarks;
  private final Optional<TransientFile> copy;

  private static final String COPY = "dropblock-inner.zip";

  /** Photos, and so a zip of them, hardly shrink: one that does is a bomb. */
  private static final int MOST_TIMES_LARGER = 10;

  private ZipFiles(Path file, Optional<TransientFile> copy) throws IOException {
    this.zip = opened(file);
    List<String> all = paths(zip);
    Set<String> once = new LinkedHashSet<>();
    List<String> again = all.stream().filter(path -> !once.add(path)).distinct().toList();
    this.paths = List.copyOf(once);
    this.remarks =
        Layout.named("in the zip under a name that stands there already", again).stream().toList();
    this.copy = copy;
  }

  private static ZipFile opened(Path file) throws IOException {
    try {
      return new ZipFile(file.toFile());
    } catch (EOFException | IllegalArgumentException e) {
      // Found by fuzzing: not every broken zip is told by a ZipException, or in words.
      throw (ZipException) new ZipException("its directory is damaged").initCause(e);
    }
  }

  private static List<String> paths(ZipFile zip) throws IOException {
    try {
      return zip.stream()
          .filter(entry -> !entry.isDirectory())
          .map(entry -> slashed(entry.getName()))
          .toList();
    } catch (IllegalArgumentException e) {
      zip.close();
      throw (ZipException) new ZipException("a name in it is not text").initCause(e);
    }
  }

  /**
   * Some programs on Windows write backslashes, against the format's rule (.ZIP File Format
   * Specification 6.3.10, 4.4.17.1). Where a name has slashes, a backslash is a letter of it.
   */
  private static String slashed(String name) {
    return name.indexOf('/') < 0 ? name.replace('\\', '/') : name;
  }

  static ZipFiles of(Path file) throws IOException {
    return new ZipFiles(file, Optional.empty());
  }

  /**
   * A zip that comes out of another; it is kept in a file, for reading out of order.
   *
   * @param folder for that file, which is deleted when the zip is closed
   */
  static ZipFiles ofEntry(ZipFiles outer, String path, long outerBytes, Path folder)
      throws IOException {
    TransientFile copy = copied(outer, path, outerBytes, folder);
    try {
      return new ZipFiles(copy.path(), Optional.of(copy));
    } catch (IOException e) {
      copy.close();
      throw e;
    }
  }

  private static TransientFile copied(ZipFiles outer, String path, long outerBytes, Path folder)
      throws IOException {
    TransientFile copy;
    try {
      copy = TransientFile.in(folder, COPY);
    } catch (IOException e) {
      throw notUnpacked(path, folder, e);
    }
    try (InputStream stream = outer.stream(path)) {
      copy(stream, copy.content(), MOST_TIMES_LARGER * outerBytes, path, folder);
      return copy;
    } catch (EOFException e) {
      copy.close();
      throw (ZipException) new ZipException(path + " in it is cut short").initCause(e);
    } catch (IOException e) {
      copy.close();
      throw e;
    }
  }

  private static void copy(InputStream from, OutputStream to, long most, String path, Path folder)
      throws IOException {
    byte[] buffer = new byte[1 << 16];
    long copied = 0;
    for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
      copied += count;
      if (copied > most) {
        throw new IOException(
            "%s in the zip grows to more than %s times the zip's size, as no photos do; fetch it again"
                .formatted(path, MOST_TIMES_LARGER));
      }
      try {
        to.write(buffer, 0, count);
      } catch (IOException e) {
        throw notUnpacked(path, folder, e);
      }
    }
  }

  private static IOException notUnpacked(String path, Path folder, IOException cause) {
    return new RemediableException(
        "%s in the zip could not be unpacked into %s (%s)"
            .formatted(path, folder, AtomicFile.reason(cause)),
        cause,
        Remedy.FREE_SPACE_THERE,
        Remedy.CHOOSE_OTHER_CACHE,
        Remedy.UNPACK_BY_HAND);
  }

  @Override
  public List<String> paths() {
    return paths;
  }

  @Override
  public List<String> remarks() {
    return remarks;
  }

  @Override
  public boolean packed() {
    return true;
  }

  @Override
  public String stamp(String path) throws IOException {
    ZipEntry entry = entry(path);
    return entry.getSize() + " " + entry.getCrc();
  }

  @Override
  public byte[] read(String path) throws IOException {
    try (InputStream stream = stream(path)) {
      return PhotoFiles.readLimited(stream);
    } catch (EOFException e) {
      throw new UnreadableImageException("it is cut short in the zip", e);
    } catch (ZipException e) {
      throw new UnreadableImageException("it is damaged in the zip: " + e.getMessage(), e);
    }
  }

  InputStream stream(String path) throws IOException {
    return zip.getInputStream(entry(path));
  }

  private ZipEntry entry(String path) throws IOException {
    ZipEntry entry = zip.getEntry(path);
    if (entry == null) {
      entry = zip.getEntry(path.replace('/', '\\'));
    }
    if (entry == null) {
      throw new IOException("the zip has no " + path);
    }
    return entry;
  }

  @Override
  public void close() throws IOException {
    zip.close();
    if (copy.isPresent()) {
      copy.get().close();
    }
  }
}
