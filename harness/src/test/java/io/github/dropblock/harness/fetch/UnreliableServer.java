package io.github.dropblock.harness.fetch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.LockSupport;

/** Serves one file over HTTP, and does what servers and networks do to downloads. */
final class UnreliableServer implements Closeable {
  private final byte[] content;
  private final HttpServer server;
  private final List<Integer> ranges = new ArrayList<>();
  private final Queue<Integer> cuts = new ArrayDeque<>();
  private final Queue<Integer> troubles = new ArrayDeque<>();
  private boolean ignoresRanges;
  private int bytesAMilli;
  private int status = 200;

  UnreliableServer(byte[] content) throws IOException {
    this.content = content;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  URI address() {
    return URI.create(
        "http://%s:%d/data.tar.gz"
            .formatted(
                server.getAddress().getAddress().getHostAddress(), server.getAddress().getPort()));
  }

  /** Where each request so far wanted to begin. */
  synchronized List<Integer> ranges() {
    return List.copyOf(ranges);
  }

  /** Breaks a connection for each number, after so many bytes. */
  synchronized void cutAfter(int... bytes) {
    for (int cut : bytes) {
      cuts.add(cut);
    }
  }

  /** Sends no more than so many bytes each millisecond. */
  synchronized void slow(int bytes) {
    bytesAMilli = bytes;
  }

  synchronized void ignoreRanges() {
    ignoresRanges = true;
  }

  synchronized void answer(int status) {
    this.status = status;
  }

  synchronized void answerOnce(int status) {
    troubles.add(status);
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String wanted = exchange.getRequestHeaders().getFirst("Range");
      int start = wanted == null ? 0 : Integer.parseInt(wanted.replaceAll("\\D", ""));
      ranges.add(start);
      int trouble = troubles.isEmpty() ? status : troubles.remove();
      if (trouble != 200) {
        exchange.sendResponseHeaders(trouble, -1);
        return;
      }
      if (start >= content.length) {
        exchange.sendResponseHeaders(416, -1);
        return;
      }
      boolean partial = wanted != null && !ignoresRanges;
      int from = partial ? start : 0;
      if (partial) {
        exchange
            .getResponseHeaders()
            .set(
                "Content-Range",
                "bytes %d-%d/%d".formatted(from, content.length - 1, content.length));
      }
      int left = content.length - from;
      exchange.sendResponseHeaders(partial ? 206 : 200, left);
      int sent = cuts.isEmpty() ? left : Math.min(left, cuts.remove());
      // Closing the exchange before all is sent breaks the connection.
      send(exchange.getResponseBody(), from, from + sent);
    }
  }

  private void send(OutputStream body, int from, int to) throws IOException {
    int step = bytesAMilli == 0 ? to - from : bytesAMilli;
    for (int at = from; at < to; at += step) {
      body.write(content, at, Math.min(step, to - at));
      body.flush();
      LockSupport.parkNanos(bytesAMilli == 0 ? 0 : 1_000_000);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
