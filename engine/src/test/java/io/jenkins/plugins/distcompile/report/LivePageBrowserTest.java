package io.jenkins.plugins.distcompile.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.distcompile.report.live.LiveReport;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.After;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The page of a server that shows a running build, under the policy that Jenkins sends. Needs chromium and chromedriver. */
public class LivePageBrowserTest {
    private static final String POLICY = "default-src 'self'; form-action 'self'; base-uri 'none';"
            + " frame-ancestors 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:";
    private static final String UNITS = "return document.querySelectorAll('#dc-units tbody tr:not(.dc-gap)').length";

    @ClassRule
    public static final Browser BROWSER = new Browser();

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<String> lines = new ArrayList<>();
    private HttpServer server;
    private Path log;
    private LiveReport live;
    private volatile boolean broken;

    @Before
    public void start() throws IOException {
        log = folder.getRoot().toPath().resolve("events.jsonl");
        live = new LiveReport(log);
        for (BuildEvent event : ReportFixtures.build(120, 5)) {
            lines.add(EventLog.WRITER.writeValueAsString(event));
        }
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @After
    public void stop() {
        BROWSER.open(URI.create("about:blank"));
        server.stop(0);
    }

    @Test
    public void thePageFollowsTheBuildAndStopsAskingWhenItIsOver() throws IOException {
        append(0, 140);
        open();
        await().until(() -> BROWSER.run(UNITS).asInt() > 0);
        assertThat(BROWSER.text(".dc-head .dc-pill")).isEqualTo("running");
        String before = BROWSER.text("[data-figure=wall]");
        BROWSER.run("const f = document.querySelector('#dc-units input'); f.value = 'c'; f.focus();"
                + "f.dispatchEvent(new Event('input'))");
        append(140, 400);
        await().until(() -> !BROWSER.text("[data-figure=wall]").equals(before));
        assertThat(BROWSER.run("return document.activeElement.value").asText()).isEqualTo("c");
        append(400, lines.size());
        await().until(() -> BROWSER.text(".dc-head .dc-pill").equals("succeeded")
                || BROWSER.text(".dc-head .dc-pill").equals("failed"));
        assertThat(BROWSER.run("return document.querySelector('.dc-following').hidden")
                        .asBoolean())
                .isTrue();
        int questions = asked.size();
        BROWSER.run("document.dispatchEvent(new Event('visibilitychange'))");
        assertThat(asked).hasSize(questions);
        assertThat(BROWSER.complaints()).isEmpty();
    }

    @Test
    public void whatGrewInPiecesLooksLikeWhatWasReadAtOnce() throws IOException {
        append(0, 200);
        open();
        await().until(() -> BROWSER.run(UNITS).asInt() > 0);
        append(200, lines.size());
        await().until(() -> !BROWSER.text(".dc-head .dc-pill").equals("running"));
        List<String> grown = texts();
        open();
        await().until(() -> BROWSER.run(UNITS).asInt() > 0);
        assertThat(texts()).isEqualTo(grown);
    }

    @Test
    public void aPausedPageDoesNotAskAndAResumedOneDoes() throws IOException {
        append(0, 200);
        open();
        await().until(() -> BROWSER.run(UNITS).asInt() > 0);
        BROWSER.run("document.querySelector('.dc-following button').click()");
        assertThat(BROWSER.run("return document.querySelector('.dc-following button').getAttribute('aria-pressed')")
                        .asText())
                .isEqualTo("true");
        append(200, lines.size());
        assertThat(BROWSER.text(".dc-head .dc-pill")).isEqualTo("running");
        BROWSER.run("document.querySelector('.dc-following button').click()");
        await().until(() -> !BROWSER.text(".dc-head .dc-pill").equals("running"));
    }

    @Test
    public void aServerThatFailsIsAskedAgain() throws IOException {
        append(0, 200);
        broken = true;
        open();
        await().until(() -> BROWSER.text(".dc-following").contains("the server answered 500"));
        broken = false;
        await().until(() -> BROWSER.run(UNITS).asInt() > 0);
    }

    private static List<String> texts() {
        List<String> texts = new ArrayList<>();
        for (String part : List.of(".dc-figures", "#dc-agents", "#dc-path", "#dc-notices", "#dc-diagnostics")) {
            texts.add(BROWSER.text(part));
        }
        return texts;
    }

    private void open() {
        BROWSER.open(URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/"));
    }

    private void append(int from, int to) throws IOException {
        Files.writeString(
                log,
                String.join("\n", lines.subList(from, to)) + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        exchange.getResponseHeaders().set("Content-Security-Policy", POLICY);
        if (path.equals("/timeline")) {
            String query = exchange.getRequestURI().getQuery();
            asked.add(query);
            String data = live.timeline(
                    Long.parseLong(query.replaceFirst(".*since=", "")), false, System.nanoTime() / 1_000_000);
            send(exchange, broken ? 500 : 200, "application/json", "{\"status\":\"ok\",\"data\":" + data + "}");
        } else if (path.equals("/")) {
            StringBuilder page = new StringBuilder("<!DOCTYPE html><html lang=\"en\"><head><title>t</title>");
            page.append("<link rel=\"icon\" href=\"data:,\"><link rel=\"stylesheet\" href=\"report.css\">");
            HtmlReport.SCRIPTS.forEach(name -> page.append("<script defer src=\"" + name + "\"></script>"));
            page.append("<script defer src=\"" + HtmlReport.LIVE_SCRIPT + "\"></script></head>");
            page.append("<body><div data-distcompile-timeline=\"timeline\"></div></body></html>");
            send(exchange, 200, "text/html; charset=utf-8", page.toString());
        } else {
            try (InputStream in = HtmlReport.class.getResourceAsStream(path.substring(1))) {
                String type = path.endsWith(".css") ? "text/css" : "text/javascript";
                send(exchange, in == null ? 404 : 200, type, in == null ? "" : new String(in.readAllBytes(), UTF_8));
            }
        }
    }

    private static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        byte[] bytes = text.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
