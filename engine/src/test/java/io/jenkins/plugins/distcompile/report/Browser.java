package io.jenkins.plugins.distcompile.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.rules.ExternalResource;
import org.junit.rules.TemporaryFolder;

/** A headless Chromium behind chromedriver, spoken to in the W3C WebDriver protocol over loopback. */
final class Browser extends ExternalResource {

    private static final Pattern PORT = Pattern.compile("started successfully on port (\\d+)");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .proxy(HttpClient.Builder.NO_PROXY)
            .build();
    private final TemporaryFolder folder = new TemporaryFolder();
    private Process driver;
    private String session;

    @Override
    protected void before() throws IOException {
        folder.create();
        Path log = folder.getRoot().toPath().resolve("chromedriver.log");
        driver = start(log);
        String base = "http://127.0.0.1:" + port(log);
        ObjectNode wish = JSON.createObjectNode();
        ObjectNode always = wish.putObject("capabilities").putObject("alwaysMatch");
        always.put("browserName", "chrome");
        always.putObject("goog:loggingPrefs").put("browser", "ALL");
        ObjectNode options = always.putObject("goog:chromeOptions");
        for (String flag : flags()) {
            options.withArray("args").add(flag);
        }
        String id = call("POST", base + "/session", wish).path("sessionId").asText();
        session = base + "/session/" + id;
    }

    private List<String> flags() {
        List<String> flags = new ArrayList<>(List.of(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--window-size=1400,1100"));
        flags.add("--user-data-dir=" + folder.getRoot().toPath().resolve("profile"));
        return flags;
    }

    private static Process start(Path log) {
        try {
            return new ProcessBuilder("chromedriver", "--port=0")
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException e) {
            throw new AssertionError(
                    "chromedriver cannot be started (" + e.getMessage()
                            + "); the browser tests need it: apt-get install chromium chromium-driver",
                    e);
        }
    }

    private int port(Path log) {
        return Awaitility.await("chromedriver's port")
                .atMost(Duration.ofSeconds(60))
                .until(
                        () -> {
                            Matcher line = PORT.matcher(Files.readString(log));
                            return line.find() ? Integer.parseInt(line.group(1)) : 0;
                        },
                        found -> found > 0);
    }

    @Override
    protected void after() {
        try {
            if (session != null) {
                call("DELETE", session, null);
            }
        } finally {
            stop();
            folder.delete();
        }
    }

    private void stop() {
        if (driver == null) {
            return;
        }
        driver.descendants().forEach(ProcessHandle::destroyForcibly);
        driver.destroy();
        try {
            if (!driver.waitFor(10, TimeUnit.SECONDS)) {
                driver.destroyForcibly();
            }
        } catch (InterruptedException e) {
            driver.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    void open(Path file) {
        open(file.toUri());
    }

    void open(URI address) {
        call("POST", session + "/url", JSON.valueToTree(Map.of("url", address.toString())));
    }

    /** What a function body returns; {@code arguments} are given to it. */
    JsonNode run(String body, Object... arguments) {
        return call(
                "POST",
                session + "/execute/sync",
                JSON.valueToTree(Map.of("script", body, "args", List.of(arguments))));
    }

    String text(String selector) {
        return run("return document.querySelector(arguments[0]).textContent", selector)
                .asText();
    }

    void colourScheme(String scheme) {
        call(
                "POST",
                session + "/goog/cdp/execute",
                JSON.valueToTree(Map.of(
                        "cmd",
                        "Emulation.setEmulatedMedia",
                        "params",
                        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))))));
    }

    /** Presses and releases keys on the focused element. */
    void keys(String keys) {
        List<Map<String, String>> actions = new ArrayList<>();
        keys.codePoints().mapToObj(Character::toString).forEach(key -> {
            actions.add(Map.of("type", "keyDown", "value", key));
            actions.add(Map.of("type", "keyUp", "value", key));
        });
        call(
                "POST",
                session + "/actions",
                JSON.valueToTree(
                        Map.of("actions", List.of(Map.of("type", "key", "id", "keyboard", "actions", actions)))));
    }

    /** Warnings and errors that the page caused since the last call. */
    List<String> complaints() {
        List<String> complaints = new ArrayList<>();
        call("POST", session + "/se/log", JSON.valueToTree(Map.of("type", "browser")))
                .forEach(entry -> complaints.add(entry.path("level").asText() + " "
                        + entry.path("message").asText()));
        return complaints;
    }

    private JsonNode call(String method, String address, JsonNode body) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(address))
                    .timeout(Duration.ofSeconds(90))
                    .method(
                            method,
                            body == null
                                    ? HttpRequest.BodyPublishers.noBody()
                                    : HttpRequest.BodyPublishers.ofString(body.toString()))
                    .build();
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            JsonNode value = JSON.readTree(answer.body()).path("value");
            if (answer.statusCode() != 200) {
                throw new AssertionError(value.path("message").asText()
                        + "\nThe browser tests need: apt-get install chromium chromium-driver");
            }
            return value;
        } catch (IOException e) {
            throw new AssertionError(method + " " + address + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
