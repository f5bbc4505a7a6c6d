package io.github.dropblock.plugin.download;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URL;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.repository.Proxy;
import org.eclipse.aether.util.repository.AuthenticationBuilder;
import org.eclipse.aether.util.repository.DefaultProxySelector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A proxy of this machine stands in for a company's; the server behind it is nowhere. */
class SettingsConnectorTest {
  private final List<String> asked = new ArrayList<>();
  private final DefaultProxySelector proxies = new DefaultProxySelector();
  private HttpServer proxy;
  private String password;

  @BeforeEach
  void serve() throws IOException {
    proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    proxy.createContext(
        "/",
        exchange -> {
          asked.add(exchange.getRequestURI().toString());
          boolean allowed =
              password == null
                  || ("Basic " + Base64.getEncoder().encodeToString(password.getBytes(UTF_8)))
                      .equals(exchange.getRequestHeaders().getFirst("Proxy-Authorization"));
          if (!allowed) {
            exchange.getResponseHeaders().add("Proxy-Authenticate", "Basic realm=\"proxy\"");
          }
          byte[] answer = "by proxy".getBytes(UTF_8);
          exchange.sendResponseHeaders(allowed ? 200 : 407, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    proxy.start();
  }

  @AfterEach
  void stop() {
    proxy.stop(0);
  }

  @Test
  void goesThroughTheProxyOfTheSettings() throws IOException {
    proxies.add(proxy(null), "other.invalid");

    assertThat(get("http://images.invalid/cifar.tar.gz")).isEqualTo("by proxy");
    assertThat(asked).containsExactly("http://images.invalid/cifar.tar.gz");
  }

  @Test
  void givesItTheNameAndPasswordOfTheSettings() throws IOException {
    password = "me:secret";
    proxies.add(proxy("secret"), null);

    assertThat(get("http://images.invalid/a")).isEqualTo("by proxy");
  }

  @Test
  void passesItByForHostsThatTheSettingsExcept() throws IOException {
    proxies.add(proxy(null), "localhost|127.*");
    String own = "http://127.0.0.1:" + proxy.getAddress().getPort() + "/a";

    assertThat(get(own)).isEqualTo("by proxy");
    assertThat(asked).as("not the whole address, as a proxy gets it").containsExactly("/a");
  }

  @Test
  void withoutOneItAsksTheServerItself() throws IOException {
    String own = "http://127.0.0.1:" + proxy.getAddress().getPort() + "/b";

    assertThat(get(own)).isEqualTo("by proxy");
    assertThat(asked).containsExactly("/b");
  }

  private Proxy proxy(String secret) {
    return new Proxy(
        Proxy.TYPE_HTTP,
        "127.0.0.1",
        proxy.getAddress().getPort(),
        secret == null
            ? null
            : new AuthenticationBuilder().addUsername("me").addPassword(secret).build());
  }

  private String get(String address) throws IOException {
    DefaultRepositorySystemSession session = new DefaultRepositorySystemSession();
    session.setProxySelector(proxies);
    HttpURLConnection connection = new SettingsConnector(session).open(new URL(address));
    return new String(connection.getInputStream().readAllBytes(), UTF_8);
  }
}
