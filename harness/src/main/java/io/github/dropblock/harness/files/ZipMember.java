package io.github.dropblock.harness.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Single files out of an archive that holds many. */
public final class ZipMember {
  private ZipMember() {}

  /**
   * Takes files out of a jar, unless they have been: each whole or not at all.
   *
   * @param entries their paths in it
   * @param folder to put them into, under their last names
   * @throws IOException in a line, if one isn't there
   */
  public static void unpack(Path jar, List<String> entries, Path folder) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (String name : entries) {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
          throw new IOException(
              "%s holds no %s; delete it, so that it is fetched anew".formatted(jar, name));
        }
        Path file = unpacked(folder, name);
        if (!Files.exists(file) || Files.size(file) != entry.getSize()) {
          AtomicFile.write(
              file,
              out -> {
                try (InputStream in = zip.getInputStream(entry)) {
                  in.transferTo(out);
                }
              });
        }
      }
    }
  }

  /** Whether all are there. */
  public static boolean areUnpacked(List<String> entries, Path folder) {
    return entries.stream().allMatch(name -> Files.exists(unpacked(folder, name)));
  }

  private static Path unpacked(Path folder, String entry) {
    return folder.resolve(entry.substring(entry.lastIndexOf('/') + 1));
  }
}
