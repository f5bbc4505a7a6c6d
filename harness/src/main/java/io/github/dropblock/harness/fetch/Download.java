package io.github.dropblock.harness.fetch;

import io.github.dropblock.harness.files.FileDigest;
import io.github.dropblock.harness.remedy.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/**
 * A file on a server. What has come of it is kept in {@code FILE.part} when the connection breaks
 * or the process ends, and the next attempt goes on from there. It gets its name when its content
 * is proven right.
 *
 * @param from its address
 * @param sha256 of its content, lower-case hexadecimal
 * @param pause before the second attempt; longer before each after that
 * @param connector how the server is reached
 */
record Download(URI from, String sha256, Duration pause, Connector connector) {
  private static final int ATTEMPTS = 5;
  private static final int CONNECT_MILLIS = 20_000;

  /** How long a server may stay silent. */
  private static final int READ_MILLIS = 60_000;

  private static final int PARTIAL = HttpURLConnection.HTTP_PARTIAL;
  private static final int RANGE_NOT_SATISFIABLE = 416;

  /** Java keeps passwords from proxies that would get them in plain text (JDK-8160838). */
  private static final String PROXY_WANTS_PASSWORD =
      "the proxy wants a name and a password; give them in Maven's settings.xml, and where it takes"
          + " them in plain text alone, as most do, add -Djdk.http.auth.tunneling.disabledSchemes="
          + " to MAVEN_OPTS";

  /** Hears how many bytes have come, of how many: 0 where the server doesn't tell. */
  @FunctionalInterface
  interface DownloadListener {
    void came(long bytes, long total);
  }

  Download(URI from, String sha256, Connector connector) {
    this(from, sha256, Duration.ofSeconds(1), connector);
  }

  /** An answer that trying again won't change. */
  private static final class RefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
      super(message);
    }
  }

  /**
   * Brings it here, unless it is. Another process that fetches the same is waited for.
   *
   * @throws IOException saying in one line what is wrong, and how to fix it
   */
  void to(Path file, DownloadListener progress) throws IOException, InterruptedException {
    Fetching.unlessThere(
        file,
        () -> {
          Path part = file.resolveSibling(file.getFileName() + ".part");
          fetch(part, progress);
          Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        });
  }

  private void fetch(Path part, DownloadListener progress)
      throws IOException, InterruptedException {
    boolean goesOn = Files.exists(part);
    transfer(part, progress);
    if (!FileDigest.of(part, "SHA-256").equals(sha256) && goesOn) {
      // What was there before may have been another file's beginning.
      Files.delete(part);
      transfer(part, progress);
    }
    String came = FileDigest.of(part, "SHA-256");
    if (!came.equals(sha256)) {
      Files.delete(part);
      throw new IOException(
          "%s is not the file it should be: its SHA-256 is %s, not %s; try again later, or fetch it by hand and give its path"
              .formatted(from, came, sha256));
    }
  }

  private void transfer(Path part, DownloadListener progress)
      throws IOException, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      long before = size(part);
      try {
        attempt(part, progress);
        return;
      } catch (RefusedException e) {
        throw e;
      } catch (IOException e) {
        if (size(part) > before) {
          attempt = 1; // it does get on
        }
        if (attempt == ATTEMPTS) {
          throw new IOException(
              "cannot fetch %s: %s; run again to go on after %s bytes, or fetch it by hand and give its path"
                  .formatted(from, reason(e), size(part)),
              e);
        }
        Thread.sleep(pause.multipliedBy(attempt).toMillis());
      }
    }
  }

  private void attempt(Path part, DownloadListener progress) throws IOException {
    long have = size(part);
    HttpURLConnection connection = connector.open(from.toURL());
    try {
      connection.setConnectTimeout(CONNECT_MILLIS);
      connection.setReadTimeout(READ_MILLIS);
      if (have > 0) {
        connection.setRequestProperty("Range", "bytes=" + have + "-");
      }
      int status = connection.getResponseCode();
      if (status == RANGE_NOT_SATISFIABLE && have > 0) {
        return; // nothing is left to come; its digest tells whether it is right
      }
      if (status == HttpURLConnection.HTTP_PROXY_AUTH) {
        throw new RefusedException("cannot fetch %s: %s".formatted(from, PROXY_WANTS_PASSWORD));
      }
      if (status != HttpURLConnection.HTTP_OK && status != PARTIAL) {
        String problem =
            "cannot fetch %s: the server answers %s; fetch it by hand and give its path"
                .formatted(from, status);
        throw status >= 500 ? new IOException(problem) : new RefusedException(problem);
      }
      boolean goesOn = status == PARTIAL && startsAt(have, connection);
      copy(connection, part, goesOn ? have : 0, progress);
    } finally {
      connection.disconnect();
    }
  }

  private static boolean startsAt(long position, HttpURLConnection connection) {
    String range = connection.getHeaderField("Content-Range");
    return range != null && range.startsWith("bytes " + position + "-");
  }

  /** Writes what comes to the file, from a position on. */
  private static void copy(
      HttpURLConnection connection, Path part, long position, DownloadListener progress)
      throws IOException {
    long left = connection.getContentLengthLong();
    long total = left < 0 ? 0 : position + left;
    long at = position;
    try (InputStream in = connection.getInputStream();
        FileChannel out =
            FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      out.truncate(position);
      byte[] buffer = new byte[1 << 16];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, read);
        while (bytes.hasRemaining()) {
          at += out.write(bytes, at);
        }
        progress.came(at, total);
      }
      out.force(true);
    }
    if (at < total) {
      throw new IOException("the connection ended after %s of %s bytes".formatted(at, total));
    }
  }

  private static long size(Path part) throws IOException {
    return Files.exists(part) ? Files.size(part) : 0;
  }

  private static String reason(IOException e) {
    return e instanceof UnknownHostException
        ? "no such host, or no network: " + e.getMessage()
        : Reason.of(e);
  }
}
