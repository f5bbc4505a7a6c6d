package io.github.dropblock.harness.images;

import io.github.dropblock.harness.files.AtomicFile;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** The files in a zip. */
final class ZipFiles implements PhotoFiles {
  private final ZipFile zip;
  private final List<String> paths;
  private final Optional<Path> temporary;

  private static final String COPY = "dropblock-inner.zip";

  /** Photos, and so a zip of them, hardly shrink: one that does is a bomb. */
  private static final int MOST_TIMES_LARGER = 10;

  private ZipFiles(Path file, Optional<Path> temporary) throws IOException {
    this.zip = opened(file);
    this.paths = paths(zip);
    this.temporary = temporary;
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
      return zip.stream().filter(entry -> !entry.isDirectory()).map(ZipEntry::getName).toList();
    } catch (IllegalArgumentException e) {
      zip.close();
      throw (ZipException) new ZipException("a name in it is no text").initCause(e);
    }
  }

  static ZipFiles of(Path file) throws IOException {
    return new ZipFiles(file, Optional.empty());
  }

  /** A zip that comes out of another; it is kept in a temporary file, for reading out of order. */
  static ZipFiles ofEntry(ZipFiles outer, String path, long outerBytes) throws IOException {
    Path folder = Path.of(System.getProperty("java.io.tmpdir"));
    removeAbandoned(folder);
    Path copy = Files.createFile(folder.resolve(COPY + "." + UUID.randomUUID() + ".part"));
    try (InputStream stream = outer.stream(path);
        OutputStream out = Files.newOutputStream(copy)) {
      copy(stream, out, MOST_TIMES_LARGER * outerBytes, path);
      return new ZipFiles(copy, Optional.of(copy));
    } catch (EOFException e) {
      Files.deleteIfExists(copy);
      throw (ZipException) new ZipException(path + " in it is cut short").initCause(e);
    } catch (IOException e) {
      Files.deleteIfExists(copy);
      throw e;
    }
  }

  /** What killed processes of this user left. */
  private static void removeAbandoned(Path folder) {
    try {
      AtomicFile.removeAbandonedParts(folder, Pattern.compile(Pattern.quote(COPY)));
    } catch (IOException e) {
      // Another user's.
    }
  }

  private static void copy(InputStream from, OutputStream to, long most, String path)
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
        throw new IOException(
            "%s in the zip could not be unpacked to %s (%s); free disk space there, or unpack it yourself and point -Ddropblock.data at what comes of it"
                .formatted(path, System.getProperty("java.io.tmpdir"), e.getMessage()),
            e);
      }
    }
  }

  @Override
  public List<String> paths() {
    return paths;
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
      throw new IOException("the zip has no " + path);
    }
    return entry;
  }

  @Override
  public void close() throws IOException {
    zip.close();
    if (temporary.isPresent()) {
      Files.deleteIfExists(temporary.get());
    }
  }
}
