package io.jenkins.plugins.distcompile.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/**
 * Writes the report page: one file that needs no network, holding style, scripts and data. The page's own policy lets
 * nothing else run or load. The Jenkins page serves the same {@link #STYLE} and {@link #SCRIPTS} as files.
 */
public final class HtmlReport {

    /** The style sheet, a resource beside this class. */
    public static final String STYLE = "report.css";

    /** The scripts, resources beside this class, in the order they have to run. */
    public static final List<String> SCRIPTS =
            List.of("dom.js", "figures.js", "timeline.js", "table.js", "units.js", "predictions.js", "report.js");

    /** Beside them on a server's page: follows a build that is still running; it runs after the others. */
    public static final String LIVE_SCRIPT = "live.js";

    private HtmlReport() {}

    /**
     * Writes the page; the file appears whole or not at all.
     *
     * @throws IOException if the file or a neighbour of it cannot be written
     */
    public static void write(Path file, BuildReport report) throws IOException {
        write(file, report, 0);
    }

    /** Like {@link #write(Path, BuildReport)}, with the comparison that {@link Summary#of(BuildReport, int)} makes. */
    public static void write(Path file, BuildReport report, int jobs) throws IOException {
        // Where a link leads to is replaced, not the link.
        Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        if (Files.exists(target) && !Files.isRegularFile(target)) {
            Files.writeString(target, page(report, jobs)); // a device or a pipe: no other file may take its place
            return;
        }
        Path draft = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
        try {
            Files.writeString(draft, page(report, jobs));
            Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /** The page as text; see {@link PageData} for the data in it. */
    static String page(BuildReport report, int jobs) {
        String style = resource(STYLE);
        StringBuilder scripts = new StringBuilder();
        SCRIPTS.forEach(name -> scripts.append(resource(name)));
        String script = scripts.toString();
        String policy = "default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; style-src '"
                + hash(style) + "'; script-src '" + hash(script) + "'";
        return String.join(
                "",
                "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n",
                "<meta http-equiv=\"Content-Security-Policy\" content=\"" + policy + "\">\n",
                "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n",
                "<meta name=\"color-scheme\" content=\"light dark\">\n",
                "<title>" + escape(report.head().buildId()) + " · distributed compile</title>\n",
                "<link rel=\"icon\" href=\"data:,\">\n",
                "<style>" + style + "</style>\n</head>\n<body>\n",
                "<div id=\"distcompile-report\"><noscript>This report needs JavaScript.</noscript></div>\n",
                "<script type=\"application/json\" id=\"distcompile-data\">" + PageData.json(report, jobs),
                "</script>\n<script>" + script + "</script>\n</body>\n</html>\n");
    }

    private static String resource(String name) {
        try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the JAR lacks " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
