package io.github.dropblock.harness.cluster;

import io.github.dropblock.harness.remedy.Reason;
import io.github.dropblock.harness.remedy.RemediableArgumentException;
import io.github.dropblock.harness.remedy.RemediableException;
import io.github.dropblock.harness.remedy.Remedy;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The masters that a standalone cluster's URL names. Spark asks them for a minute before it gives
 * up; whether anybody listens there is known at once.
 */
record Masters(String url) {
  private static final String SCHEME = "spark://";
  private static final Pattern ADDRESS = Pattern.compile("(.+):(\\d{1,5})");
  private static final int MILLIS = 5000;

  /**
   * @throws IOException in a line for the user, if nobody listens at any of the addresses
   * @throws IllegalArgumentException if one is not an address
   */
  void requireOneThatAnswers() throws IOException {
    if (!url.startsWith(SCHEME)) {
      return;
    }
    String last = "";
    for (String address : url.substring(SCHEME.length()).split(",", 0)) {
      Matcher parts = ADDRESS.matcher(address);
      if (!parts.matches() || Integer.parseInt(parts.group(2)) > 0xffff) {
        throw new RemediableArgumentException(
            "'%s' is not of the form host:port".formatted(address), Remedy.WRITE_SPARK_ADDRESS);
      }
      try (Socket socket = new Socket()) {
        socket.connect(
            new InetSocketAddress(parts.group(1), Integer.parseInt(parts.group(2))), MILLIS);
        return;
      } catch (UnknownHostException e) {
        last = "there is no host " + parts.group(1);
      } catch (IOException e) {
        last = Reason.of(e);
      }
    }
    throw new RemediableException(
        "no master of a Spark cluster answers at %s (%s)".formatted(url, last),
        Remedy.START_MASTER,
        Remedy.CHOOSE_OTHER_MASTER);
  }
}
