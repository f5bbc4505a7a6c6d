package io.github.dropblock.harness.browser;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A Chromium or Chrome without a window, with one page, driven by its own DevTools protocol: that
 * needs no driver and no download, changes nothing in the page, and gives exact widths.
 */
public final class Browser implements Closeable {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final List<String> NAMES =
      List.of("google-chrome", "google-chrome-stable", "chrome", "chromium", "chromium-browser");

  private final Path folder;
  private final Process process;
  private final WebSocket socket;
  private final BlockingQueue<JsonNode> received = new LinkedBlockingQueue<>();
  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private int sent;

  private Browser(Path program) throws IOException, InterruptedException {
    folder = Files.createTempDirectory("browser");
    process =
        new ProcessBuilder(
                program.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + folder,
                "--remote-debugging-port=0",
                "about:blank")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("browser.log").toFile())
            .start();
    HttpClient http = HttpClient.newBuilder().proxy(HttpClient.Builder.NO_PROXY).build();
    socket = http.newWebSocketBuilder().buildAsync(pageSocket(http), new Reader()).join();
    for (String domain : List.of("Page", "Runtime", "Log")) {
      call(domain + ".enable", Map.of());
    }
  }

  /** The machine's browser; skips the test where there is none. */
  public static Browser start() throws IOException, InterruptedException {
    Optional<Path> program = find();
    assumeTrue(
        program.isPresent(),
        "no Chromium or Chrome here; name one with -Dbrowser=FILE or CHROME_BIN");
    return new Browser(program.get());
  }

  private static Optional<Path> find() {
    return Stream.of(System.getProperty("browser"), System.getenv("CHROME_BIN"))
        .filter(named -> named != null && !named.isBlank())
        .findFirst()
        .map(Path::of)
        .or(
            () ->
                NAMES.stream()
                    .flatMap(
                        name ->
                            Stream.of(System.getenv("PATH").split(File.pathSeparator))
                                .map(place -> Path.of(place, name)))
                    .filter(Files::isExecutable)
                    .findFirst());
  }

  /** The size of the window, pixels, and what the reader prefers: light or dark. */
  public void look(int width, int height, String scheme) throws IOException, InterruptedException {
    call(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    media("", scheme);
  }

  /** As on paper, in light colours. */
  public void print() throws IOException, InterruptedException {
    media("print", "light");
  }

  private void media(String medium, String scheme) throws IOException, InterruptedException {
    Map<String, String> preference = Map.of("name", "prefers-color-scheme", "value", scheme);
    call("Emulation.setEmulatedMedia", Map.of("media", medium, "features", List.of(preference)));
  }

  /** Opens a page and waits until it is loaded. */
  public void open(Path page) throws IOException, InterruptedException {
    complaints.clear();
    call("Page.navigate", Map.of("url", page.toUri().toString()));
    while (!next().path("method").asText().equals("Page.loadEventFired")) {
      // What comes before doesn't matter here; complaints are kept as they come.
    }
  }

  /** Errors and warnings on the console since the page was opened. */
  public List<String> complaints() {
    return List.copyOf(complaints);
  }

  /** Presses a key such as {@code Tab}. */
  public void press(String key, int code) throws IOException, InterruptedException {
    for (String type : List.of("rawKeyDown", "keyUp")) {
      call(
          "Input.dispatchKeyEvent",
          Map.of("type", type, "key", key, "code", key, "windowsVirtualKeyCode", code));
    }
  }

  /**
   * The value of a JavaScript expression, or what it promises. The page's policy does not bind it.
   *
   * @throws IOException with the script's error
   */
  public JsonNode evaluate(String expression) throws IOException, InterruptedException {
    JsonNode answer =
        call(
            "Runtime.evaluate",
            Map.of("expression", expression, "awaitPromise", true, "returnByValue", true));
    if (answer.has("exceptionDetails")) {
      throw new IOException(answer.get("exceptionDetails").toString());
    }
    return answer.path("result").path("value");
  }

  private JsonNode call(String method, Map<String, ?> parameters)
      throws IOException, InterruptedException {
    int id = ++sent;
    ObjectNode message = MAPPER.createObjectNode().put("id", id).put("method", method);
    message.set("params", MAPPER.valueToTree(parameters));
    socket.sendText(message.toString(), true).join();
    JsonNode answer = next();
    while (answer.path("id").asInt() != id) {
      answer = next();
    }
    if (answer.has("error")) {
      throw new IOException(method + ": " + answer.get("error"));
    }
    return answer.get("result");
  }

  private JsonNode next() throws IOException, InterruptedException {
    JsonNode message = received.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    if (message == null) {
      throw new IOException("the browser said nothing for " + PATIENCE);
    }
    return message;
  }

  /** Where the page listens: the browser picks a port and leaves it in a file. */
  private URI pageSocket(HttpClient http) throws IOException, InterruptedException {
    Path file = folder.resolve("DevToolsActivePort");
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (Files.notExists(file) || Files.readString(file).lines().count() < 2) {
      if (!process.isAlive() || System.nanoTime() > end) {
        process.destroyForcibly();
        throw new IOException(
            "the browser did not start: " + Files.readString(folder.resolve("browser.log")));
      }
      Thread.sleep(50);
    }
    String port = Files.readString(file).lines().findFirst().orElseThrow();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/list")).build();
    for (JsonNode target : MAPPER.readTree(http.send(request, BodyHandlers.ofString()).body())) {
      if (target.path("type").asText().equals("page")) {
        return URI.create(target.path("webSocketDebuggerUrl").asText());
      }
    }
    throw new IOException("the browser has no page");
  }

  @Override
  public void close() throws IOException {
    socket.abort();
    List<ProcessHandle> all =
        Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    all.forEach(ProcessHandle::destroy);
    for (ProcessHandle each : all) {
      // Its folder can be deleted when nobody writes into it any more.
      each.onExit().orTimeout(20, TimeUnit.SECONDS).exceptionally(late -> kill(each)).join();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    }
  }

  private static ProcessHandle kill(ProcessHandle process) {
    process.destroyForcibly();
    return process;
  }

  /** Puts messages together, sorts out the complaints, and hands on the rest. */
  private final class Reader implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        take(text.toString());
        text.setLength(0);
      }
      return WebSocket.Listener.super.onText(from, part, last);
    }

    private void take(String message) {
      try {
        JsonNode read = MAPPER.readTree(message);
        switch (read.path("method").asText()) {
          case "Log.entryAdded" -> complaints.add(read.at("/params/entry/text").asText());
          case "Runtime.consoleAPICalled", "Runtime.exceptionThrown" ->
              complaints.add(read.get("params").toString());
          default -> received.add(read);
        }
      } catch (IOException e) {
        complaints.add("not understood: " + message);
      }
    }
  }
}
