package io.github.dropblock.harness.fetch;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URL;

/** How a server is reached from here: at once, or through a proxy. */
@FunctionalInterface
public interface Connector {
  /** As this JVM is set up, by {@code -Dhttps.proxyHost} for one. */
  Connector OF_THIS_JVM = address -> (HttpURLConnection) address.openConnection();

  /** A connection that is not yet made. */
  HttpURLConnection open(URL address) throws IOException;
}
