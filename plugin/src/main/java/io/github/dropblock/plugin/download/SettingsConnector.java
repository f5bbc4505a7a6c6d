package io.github.dropblock.plugin.download;

import io.github.dropblock.harness.fetch.Connector;
import java.io.IOException;
import java.net.Authenticator;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.URL;
import java.util.Optional;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.repository.AuthenticationContext;
import org.eclipse.aether.repository.Proxy;
import org.eclipse.aether.repository.RemoteRepository;
import org.jspecify.annotations.Nullable;

/**
 * Reaches servers through the proxies of Maven's settings, as Maven itself does; where these name
 * none for a server, as the JVM is set up. Mirrors stand for repositories, and no download of this
 * project's own comes from one.
 */
record SettingsConnector(RepositorySystemSession session) implements Connector {

  @Override
  public HttpURLConnection open(URL address) throws IOException {
    RemoteRepository server =
        new RemoteRepository.Builder("download", "default", address.toString()).build();
    Optional<Proxy> proxy = Optional.ofNullable(session.getProxySelector().getProxy(server));
    if (proxy.isEmpty()) {
      return OF_THIS_JVM.open(address);
    }
    HttpURLConnection connection = (HttpURLConnection) address.openConnection(http(proxy.get()));
    authenticator(new RemoteRepository.Builder(server).setProxy(proxy.get()).build())
        .ifPresent(connection::setAuthenticator);
    return connection;
  }

  private static java.net.Proxy http(Proxy proxy) {
    return new java.net.Proxy(
        java.net.Proxy.Type.HTTP, new InetSocketAddress(proxy.getHost(), proxy.getPort()));
  }

  /** Gives the proxy what the settings say, and nobody else. */
  private Optional<Authenticator> authenticator(RemoteRepository proxied) {
    try (AuthenticationContext known = AuthenticationContext.forProxy(session, proxied)) {
      String name = known == null ? null : known.get(AuthenticationContext.USERNAME);
      String password = known == null ? null : known.get(AuthenticationContext.PASSWORD);
      if (name == null || password == null) {
        return Optional.empty();
      }
      return Optional.of(
          new Authenticator() {
            @Override
            protected @Nullable PasswordAuthentication getPasswordAuthentication() {
              return getRequestorType() == RequestorType.PROXY
                  ? new PasswordAuthentication(name, password.toCharArray())
                  : null;
            }
          });
    }
  }
}
