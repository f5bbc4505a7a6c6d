package io.github.dropblock.harness.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The files in a zip. */
final class ZipFiles implements PhotoFiles {
  private final ZipFile zip;
  private final Optional<Path> temporary;

  private ZipFiles(Path file, Optional<Path> temporary) throws IOException {
    this.zip = new ZipFile(file.toFile());
    this.temporary = temporary;
  }

  static ZipFiles of(Path file) throws IOException {
    return new ZipFiles(file, Optional.empty());
  }

  /** A zip that comes out of another; it is kept in a temporary file, for reading out of order. */
  static ZipFiles ofStream(InputStream stream) throws IOException {
    Path copy = Files.createTempFile("dropblock-", ".zip");
    try {
      Files.copy(stream, copy, StandardCopyOption.REPLACE_EXISTING);
      return new ZipFiles(copy, Optional.of(copy));
    } catch (IOException e) {
      Files.deleteIfExists(copy);
      throw e;
    }
  }

  @Override
  public List<String> paths() {
    return zip.stream().filter(entry -> !entry.isDirectory()).map(ZipEntry::getName).toList();
  }

  @Override
  public String stamp(String path) throws IOException {
    ZipEntry entry = entry(path);
    return entry.getSize() + " " + entry.getCrc();
  }

  @Override
  public byte[] read(String path) throws IOException {
    try (InputStream stream = stream(path)) {
      return stream.readAllBytes();
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
