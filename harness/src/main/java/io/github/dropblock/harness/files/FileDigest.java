package io.github.dropblock.harness.files;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Digests of files, which may be larger than memory. */
public final class FileDigest {
  private FileDigest() {}

  /**
   * The digest of a file's content, lower-case hexadecimal.
   *
   * @param algorithm {@code SHA-256} or {@code MD5}, which every Java platform has
   */
  public static String of(Path file, String algorithm) throws IOException {
    try (DigestInputStream in =
        new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance(algorithm))) {
      in.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(in.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
